"""Documents on paper for every room: from HTML to a tagged PDF (WeasyPrint), its progress, where files are kept.

A room brings a template, a style sheet `static/<room>/css/document*.css` over `core/css/document.css`, and says with
`pictures.Pictures` which pictures its bodies may show.
"""
