-- archive.sqlite: the coded figures of the data set, findings and versions, indexed for questions. It is made from the CSV files
-- and can be deleted: the next run makes it anew.
CREATE TABLE about (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE pieces (file TEXT, report TEXT, start INTEGER, length INTEGER, PRIMARY KEY (file, report)) WITHOUT ROWID;
CREATE TABLE reports (number INTEGER PRIMARY KEY, report TEXT UNIQUE, file TEXT, district TEXT, organisation TEXT, year INTEGER, status TEXT);
CREATE TABLE libraries (library TEXT PRIMARY KEY, district TEXT, number TEXT, name TEXT, kind TEXT, settlement TEXT, address TEXT, aliases TEXT) WITHOUT ROWID;
CREATE TABLE editions (report TEXT, edition INTEGER, file TEXT, sha256 TEXT, district TEXT, year INTEGER, observations INTEGER, status TEXT, changed INTEGER, PRIMARY KEY (report, edition)) WITHOUT ROWID;
CREATE TABLE registries (report TEXT, library TEXT, number TEXT, name TEXT, settlement TEXT, PRIMARY KEY (report, library)) WITHOUT ROWID;
CREATE TABLE findings (finding TEXT PRIMARY KEY, report TEXT, rule TEXT, severity TEXT, kind TEXT, section TEXT, message TEXT, "left" TEXT, "right" TEXT, difference NUMERIC, suggestion TEXT, confidence NUMERIC, observations TEXT, place TEXT, cause TEXT, suspect TEXT, status TEXT) WITHOUT ROWID;
CREATE TABLE indicators (number INTEGER PRIMARY KEY, code TEXT UNIQUE, ru TEXT, en TEXT, unit TEXT, kind TEXT, over TEXT);
CREATE TABLE labels (number INTEGER PRIMARY KEY, label TEXT UNIQUE);
-- scope: 0 the whole system, 1 a library, 2 an area that a label names. value is the full number, already multiplied; decimals are
-- its sure digits. spot and place go on behind the report's id and file. stands: 1 for the one figure of its report that stands for
-- its indicator, place and year (extractor/standing_value).
CREATE TABLE figures (
  indicator INTEGER, scope INTEGER, report INTEGER, n INTEGER, library TEXT, area TEXT, year INTEGER, value NUMERIC, decimals INTEGER,
  unit TEXT, status TEXT, "table" INTEGER, "row" INTEGER, "column" INTEGER, row_label INTEGER, column_label INTEGER, depth INTEGER,
  raw TEXT, spot TEXT, place TEXT, stands INTEGER, PRIMARY KEY (indicator, scope, report, n)
) WITHOUT ROWID;
CREATE INDEX figures_of_report ON figures (report);
CREATE INDEX findings_of_report ON findings (report);

-- Every coded figure with its words.
CREATE VIEW figures_in_words AS
SELECT i.code AS indicator, i.ru AS label, r.district, f.library, f.area, f.year, f.value, i.unit, f.status, r.year AS report_year,
       r.report, f."table", f."row", f."column", a.label AS row_label, b.label AS column_label, f.raw, r.file || '#' || f.place AS place,
       f.scope, f.depth, f.decimals, f.stands
FROM figures f JOIN indicators i ON i.number = f.indicator JOIN reports r ON r.number = f.report
LEFT JOIN labels a ON a.number = f.row_label LEFT JOIN labels b ON b.number = f.column_label;

-- One figure for each indicator, district and year, as svod compare takes it (which also shows the others): of those that stand in
-- their reports a person's correction, a number before a dash or an absence, a table before a sentence, the latest report.
CREATE VIEW indicator_by_year AS
SELECT indicator, label, district, year, value, unit, status, report, place FROM (
  SELECT *, row_number() OVER (
    PARTITION BY indicator, district, year
    ORDER BY status <> 'corrected', status <> 'ok', status <> 'uncertain', status <> 'nil', status <> 'missing', "table" = 0,
      report_year DESC, report
  ) AS place_in_order FROM figures_in_words WHERE scope = 0 AND stands AND year <= coalesce(report_year, 9999)
) WHERE place_in_order = 1;

-- The last two years of each indicator of each district.
CREATE VIEW district_by_indicator AS
SELECT district, indicator, label, unit, year, value, before AS value_before, value - before AS change FROM (
  SELECT *, lag(value) OVER w AS before, lead(year) OVER w AS later FROM indicator_by_year WHERE value IS NOT NULL
  WINDOW w AS (PARTITION BY district, indicator ORDER BY year)
) WHERE later IS NULL;

CREATE VIEW findings_by_district AS
SELECT r.district, r.year, f.severity, count(*) AS findings, min(f.message) AS example
FROM findings f JOIN reports r USING (report) GROUP BY r.district, r.year, f.severity;
