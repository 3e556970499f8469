-- expect: 6
SELECT count(*) FROM webbank_core.payment p JOIN webbank_dict.payment_state s ON s.id = p.state_id WHERE s.code = 'SETTLED'
