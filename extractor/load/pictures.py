"""Pages that are pictures: the mark that stands for one, and what to do about them."""

PICTURE = "\ufffc"
"""U+FFFC OBJECT REPLACEMENT CHARACTER: stands in the text where a page is a picture that was not read."""

FEW_CHARACTERS = 40
"""A page with fewer readable characters may be a picture: a heading and a page number are no page of a report."""

OCR_REMEDY = "请安装文字识别后再试：pip install 'juesuan[ocr]'；或先做文字识别（OCR），存为带文字层的 PDF 或文本文件"
