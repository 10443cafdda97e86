"""How far a fact may be trusted: signals of evidence, bands by rule, a calibrated score, reasons for a reviewer."""
