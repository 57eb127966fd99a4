"""What is sent to the desk: decisions, files, what is taken back."""

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from extractor.dataset.earlier import earlier_records
from extractor.decisions.log import AT_READING
from extractor.decisions.store import log_of
from extractor.decisions.targets import named, speaks_of
from extractor.model import Decision
from extractor.model.records import ReportRow
from extractor.serve.answers import answer_of, last_on, rival_of
from extractor.serve.forms import WHO, Sent, who_asks
from extractor.serve.removing import remove
from extractor.serve.shown import SEE_OTHER, Shown
from extractor.words import words

LONGEST_NAME = 80
SECONDS_OF_A_YEAR = 31_536_000


class Taken(Shown):
    """Handlers of forms; each sends the browser on to a page."""

    def decide(self, request: Request, form: Sent) -> Response:
        """Keep a decision, unless somebody else decided about the same meanwhile."""
        texts, who = form.texts, who_asks(request)
        store = self.desk.setup.store
        decision = answer_of(store, texts, who)
        rival = rival_of(store, decision, texts.get("seen", ""))
        if rival is not None and rival.to != decision.to:
            return self.page(
                request, "conflict.html", {"rival": rival, "mine": decision.to, "form": texts}, 409
            )
        following = self._next(request, texts.get("doubt", ""))
        self.desk.decide([decision], texts.get("doubt", ""))
        self._read_again([decision])
        made = last_on(log_of(store), decision.kind, decision.target)
        return self._sent_on(following, made.decision if made else "", texts.get("doubt", ""))

    def _read_again(self, decisions: Sequence[Decision]) -> None:
        """Read the reports anew whose reading follows from decisions, if their files are there."""
        targets = [named(one) for one in decisions if one.kind in AT_READING]
        rows = earlier_records(self.desk.setup.store.out, ReportRow) if targets else ()
        found = [
            self.desk.sources.find(row.file, row.sha256)
            for row in rows
            if any(speaks_of(target, row) for target in targets)
        ]
        paths = [path for path in found if path is not None]
        if paths:
            self.desk.jobs.extract(paths)

    def _sent_on(self, following: str, decision: str, doubt: str) -> Response:
        """Go on; what was decided last can be taken back from there."""
        answer = RedirectResponse(following, SEE_OTHER)
        answer.set_cookie("svod_last", f"{decision}.{doubt}", httponly=True, samesite="strict")
        return answer

    def undo(self, request: Request, form: Sent) -> Response:
        """Take back the named decision, else the last one made from this browser."""
        last, _, doubt = request.cookies.get("svod_last", "").partition(".")
        name = form.texts.get("decision", "") or last
        if not name:
            return RedirectResponse("/queue", SEE_OTHER)
        self._read_again(self.desk.undo([name], who_asks(request)))
        self.desk.view(fresh=True)
        back = "/decisions" if "decision" in form.texts else f"/queue/{doubt}"
        answer = RedirectResponse(back, SEE_OTHER)
        answer.delete_cookie("svod_last")
        return answer

    def skip(self, request: Request, form: Sent) -> Response:
        key = form.texts.get("doubt", "")
        following = self._next(request, key)
        self.desk.skip(who_asks(request), key)
        return RedirectResponse(following, SEE_OTHER)

    def name_oneself(self, request: Request, form: Sent) -> Response:
        answer = RedirectResponse("/queue", SEE_OTHER)
        name = " ".join(form.texts.get("who", "").split())[:LONGEST_NAME]
        hexed = name.encode("utf-8").hex()
        answer.set_cookie(WHO, hexed, max_age=SECONDS_OF_A_YEAR, httponly=True, samesite="strict")
        return answer

    def upload(self, request: Request, form: Sent) -> Response:
        """Keep the files that were sent and read them behind the page."""
        kept, refused = [], []
        for name, content in form.files:
            try:
                kept.append(self.desk.sources.keep(name, content))
            except ValueError:
                refused.append(name)
        if kept:
            self.desk.jobs.extract(kept)
        status = 200 if kept else 400
        said = words("desk")["drop_none" if not form.files else "drop_refused"][self.lang]
        text = said.format(files=", ".join(refused)) if refused or not form.files else ""
        return self.page(request, "reading.html", {"text": text}, status)

    def take_out(self, request: Request, form: Sent) -> Response:
        remove(self.desk, form.texts.get("report", ""))
        return RedirectResponse(self._next(request), SEE_OTHER)
