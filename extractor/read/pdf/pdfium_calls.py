"""pdfium's functions under prototypes that convert nothing: opaque handles travel as plain
integers.

That is three times as fast, and leaves no cycles of ctypes pointers behind for the collector.
"""

import ctypes
from collections.abc import Callable
from ctypes import CFUNCTYPE, c_char_p, c_double, c_int, c_size_t, c_uint, c_void_p
from typing import Any

import pypdfium2.raw as pdfium


def _fast(name: str, result: Any, *kinds: Any) -> Callable[..., Any]:  # noqa: ANN401 - ctypes types
    return CFUNCTYPE(result, *kinds)(ctypes.cast(getattr(pdfium, name), c_void_p).value or 0)


load_page = _fast("FPDF_LoadPage", c_void_p, c_void_p, c_int)
close_page = _fast("FPDF_ClosePage", None, c_void_p)
box_of_page = _fast("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
rotation_of_page = _fast("FPDFPage_GetRotation", c_int, c_void_p)
load_text = _fast("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _fast("FPDFText_ClosePage", None, c_void_p)
count_letters = _fast("FPDFText_CountChars", c_int, c_void_p)
text_into = _fast("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
loose_box = _fast("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
tight_box = _fast(
    "FPDFText_GetCharBox", c_int, c_void_p, c_int, c_void_p, c_void_p, c_void_p, c_void_p
)
origin = _fast("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
object_of_letter = _fast("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
unicode_of = _fast("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
matrix_of_letter = _fast("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
has_no_unicode = _fast("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
size_of_letter = _fast("FPDFText_GetFontSize", c_double, c_void_p, c_int)
font_of = _fast("FPDFTextObj_GetFont", c_void_p, c_void_p)
render_mode_of = _fast("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
weight_of = _fast("FPDFFont_GetWeight", c_int, c_void_p)
is_embedded = _fast("FPDFFont_GetIsEmbedded", c_int, c_void_p)
name_of = _fast("FPDFFont_GetBaseFontName", c_size_t, c_void_p, c_void_p, c_size_t)
bounds_of = _fast("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
count_objects = _fast("FPDFPage_CountObjects", c_int, c_void_p)
object_at = _fast("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
count_inside = _fast("FPDFFormObj_CountObjects", c_int, c_void_p)
object_inside = _fast("FPDFFormObj_GetObject", c_void_p, c_void_p, c_int)
type_of = _fast("FPDFPageObj_GetType", c_int, c_void_p)
matrix_of = _fast("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
draw_mode_of = _fast("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
fill_colour_of = _fast(
    "FPDFPageObj_GetFillColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p
)
stroke_colour_of = _fast(
    "FPDFPageObj_GetStrokeColor", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p
)
is_transparent = _fast("FPDFPageObj_HasTransparency", c_int, c_void_p)
count_segments = _fast("FPDFPath_CountSegments", c_int, c_void_p)
segment_at = _fast("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_type = _fast("FPDFPathSegment_GetType", c_int, c_void_p)
segment_point = _fast("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
segment_closes = _fast("FPDFPathSegment_GetClose", c_int, c_void_p)
clip_of = _fast("FPDFPageObj_GetClipPath", c_void_p, c_void_p)
count_clips = _fast("FPDFClipPath_CountPaths", c_int, c_void_p)
count_clip_segments = _fast("FPDFClipPath_CountPathSegments", c_int, c_void_p, c_int)
clip_segment = _fast("FPDFClipPath_GetPathSegment", c_void_p, c_void_p, c_int, c_int)
open_form = _fast("FPDFDOC_InitFormFillEnvironment", c_void_p, c_void_p, c_void_p)
close_form = _fast("FPDFDOC_ExitFormFillEnvironment", None, c_void_p)
count_notes = _fast("FPDFPage_GetAnnotCount", c_int, c_void_p)
note_at = _fast("FPDFPage_GetAnnot", c_void_p, c_void_p, c_int)
close_note = _fast("FPDFPage_CloseAnnot", None, c_void_p)
kind_of_note = _fast("FPDFAnnot_GetSubtype", c_int, c_void_p)
flags_of_note = _fast("FPDFAnnot_GetFlags", c_int, c_void_p)
box_of_note = _fast("FPDFAnnot_GetRect", c_int, c_void_p, c_void_p)
kind_of_field = _fast("FPDFAnnot_GetFormFieldType", c_int, c_void_p, c_void_p)
value_of_field = _fast(
    "FPDFAnnot_GetFormFieldValue", c_size_t, c_void_p, c_void_p, c_void_p, c_size_t
)
text_of_note = _fast("FPDFAnnot_GetStringValue", c_size_t, c_void_p, c_char_p, c_void_p, c_size_t)
