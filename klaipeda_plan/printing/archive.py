"""What makes a tagged PDF one for archives too: PDF/A-2a (ISO 19005-2) beside PDF/UA-1.

All letters are embedded and mapped to Unicode and nothing is fetched, encrypted or run already; here come the colour
space that the colours mean, the claim itself, and the description of the properties that PDF/A does not know.
"""

from importlib.metadata import distribution
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

PROFILE = "sRGB2014.icc"  # comes with WeasyPrint; of the International Color Consortium, free to pass on
EXTENSION = b"""
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
  xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
 <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
  <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
  <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
  <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
  <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
   <pdfaProperty:name>part</pdfaProperty:name>
   <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
   <pdfaProperty:category>internal</pdfaProperty:category>
   <pdfaProperty:description>Indicates which part of ISO 14289 the file conforms to</pdfaProperty:description>
  </rdf:li></rdf:Seq></pdfaSchema:property>
 </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""
END = b"</rdf:RDF>"


def make_archive(pdf: Pdf) -> None:
    """To be called last before the PDF is saved: whoever opens its metadata afterwards writes them anew."""
    profile = Path(str(distribution("weasyprint").locate_file(f"weasyprint/pdf/{PROFILE}")))
    intent = Dictionary(
        Type=Name.OutputIntent, S=Name.GTS_PDFA1, OutputConditionIdentifier=String(PROFILE), Info=String(PROFILE),
        DestOutputProfile=pdf.make_indirect(Stream(pdf, profile.read_bytes(), N=3)),
    )  # fmt: skip
    pdf.Root["/OutputIntents"] = Array([intent])
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream) and "/Interpolate" in one:
            one["/Interpolate"] = False
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        metadata["pdfaid:part"], metadata["pdfaid:conformance"] = "2", "A"
    told = pdf.Root.Metadata.read_bytes()
    pdf.Root.Metadata.write(told.replace(END, EXTENSION + END, 1))
