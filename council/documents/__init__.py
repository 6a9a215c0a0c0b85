"""The small documents of a sitting: draft decision, explanatory note, table of proposals, agenda. Plain typed data
(`model`) becomes a PDF by templates (`rendering`) and a DOCX (`word`)."""
