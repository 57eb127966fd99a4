"""Word documents in one XML file: the .docx written flat, and the XML of Word 2003."""

import base64
import binascii
import zipfile
from io import BytesIO

from lxml import etree

from extractor.read.docx.ooxml import STYLES_KIND, TBL, TC, TR, P, W

PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
RENAMED = {"vmerge": "vMerge", "hmerge": "hMerge"}
RELATIONS = (
    '<?xml version="1.0"?><Relationships '
    'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
RELATION = (
    '<Relationship Id="{0}" Target="{2}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}"/>'
)


def packed(parts: dict[str, bytes]) -> bytes:
    """Parts as the zip of a Word file."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def word_file(document: str | bytes, styles: bytes = b"") -> bytes:
    """A main part, and styles, as a Word file."""
    text = document.encode("utf-8") if isinstance(document, str) else document
    parts = {
        "_rels/.rels": RELATIONS.format(
            RELATION.format("r1", "officeDocument", "word/document.xml")
        ).encode(),
        "word/document.xml": text,
    }
    if styles:
        relation = RELATION.format("r1", STYLES_KIND, "styles.xml")
        parts["word/_rels/document.xml.rels"] = RELATIONS.format(relation).encode()
        parts["word/styles.xml"] = styles
    return packed(parts)


def unflattened(data: bytes) -> bytes:
    """A .docx that was written as one XML file. Raises ValueError where it is not well formed."""
    parts: dict[str, bytes] = {}
    for part in _parsed(data).iterchildren(PKG + "part"):
        name = part.get(PKG + "name", "").lstrip("/")
        xml, binary = part.find(PKG + "xmlData"), part.find(PKG + "binaryData")
        if xml is not None and len(xml):
            parts[name] = etree.tostring(xml[0])
        elif binary is not None:
            parts[name] = _decoded(binary.text or "")
    return packed(parts)


def renewed(data: bytes) -> bytes:
    """A document in the XML of Word 2003 as a .docx: the same elements under another namespace.

    Raises ValueError where it is not well formed.
    """
    root = _parsed(data)
    body = root.find(OLD + "body")
    if body is None:
        raise ValueError("no body")
    document = etree.Element(W + "document")
    _copied(body, etree.SubElement(document, W + "body"))
    styles = root.find(OLD + "styles")
    made = None
    if styles is not None:
        made = etree.Element(W + "styles")
        _copied(styles, made)
    return word_file(etree.tostring(document), b"" if made is None else etree.tostring(made))


def _copied(old: etree._Element, new: etree._Element) -> None:
    """Children under the new namespace; frames that only group sections fall away."""
    waiting = [(old, new)]
    while waiting:
        source, target = waiting.pop()
        for child in source:
            if not isinstance(child.tag, str):
                continue
            if child.tag.startswith(OLD):
                name = child.tag[len(OLD) :]
                made = etree.SubElement(target, W + RENAMED.get(name, name))
                _with_attributes(child, made)
                waiting.append((child, made))
            elif _groups(child):
                _copied(child, target)


def _with_attributes(old: etree._Element, new: etree._Element) -> None:
    new.text = old.text
    for name, value in old.attrib.items():
        key = str(name)
        if key.startswith(OLD):
            new.set(W + key[len(OLD) :], str(value))


def _groups(element: etree._Element) -> bool:
    """``wx:sect``, ``wx:sub-section``, ``aml:content``: they hold what they group."""
    wanted = {OLD + name[len(W) :] for name in (P, TBL, TR, TC)} | {OLD + "r"}
    return any(child.tag in wanted or _groups(child) for child in element)


def _parsed(data: bytes) -> etree._Element:
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
        raise ValueError("a document type")
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""
