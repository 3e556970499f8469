"""Does it agree: checksums both sides compute, and the whole ledger checked again."""
