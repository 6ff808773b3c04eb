import { isStandIn } from '../../nodes/Lockt/api/text/nothing';

describe('what stands in a column of numbers', () => {
	it.each([
		...['A-1042', '0042', '4711', '2027-W52', 'x1', 'E 77', 'ABC/12'],
		...['nlindqvist', 'NLI', 'AA', 'm.weber', 'jan-kowalski', 'Zoë', 'nora@web.example'],
	])('is a number of its own, or a login: %s', (text) => {
		expect(isStandIn(text)).toBe(false);
	});

	it.each([
		...['#N/A', '#N/D', '#SAKNAS!', '#CALC!', 'Loading...', 'k.A.', 'n.v.t.', 's/o', '<null>'],
		...[
			'to follow',
			'not assigned',
			'None assigned',
			'see HR',
			'no employee id',
			'N/A - contractor',
		],
		...['unbekannt', 'ninguno', 'brak', 'geen', 'Neu', '99999', '000-000', 'zzz', '*', '(leer)'],
	])('stands for none: %s', (text) => {
		expect(isStandIn(text)).toBe(true);
	});
});
