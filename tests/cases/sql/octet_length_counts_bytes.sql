-- expect: 7
SELECT octet_length('Größe') FROM webbank_core.payment WHERE id = 1
