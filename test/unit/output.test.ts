import { showRecord, type Simplify } from '../../nodes/Lockt/execution/output';

const record = { id: 7, email: 'a@web.example', pin: '1234', phone: '555' };
const simplify: Simplify = ({ id, email }) => ({ id, email });
const rename: Simplify = ({ id, email }) => ({ id: [id], mail: email });
const show = (parameters: Record<string, unknown>) =>
	showRecord(record, (name, fallback) => parameters[name] ?? fallback, simplify);

describe('what a record shows', () => {
	it.each([
		['simplified by default', {}, { id: 7, email: 'a@web.example' }],
		['all but the PIN', { simplify: false }, { id: 7, email: 'a@web.example', phone: '555' }],
		['the PIN when asked', { simplify: false, options: { includePin: true } }, record],
		[
			'the PIN when simplified, too',
			{ options: { includePin: true } },
			{ id: 7, email: 'a@web.example', pin: '1234' },
		],
		['raw, to an AI agent', { output: 'raw' }, { id: 7, email: 'a@web.example', phone: '555' }],
		['simplified, to an AI agent', { output: 'simplified' }, { id: 7, email: 'a@web.example' }],
		[
			'the fields an AI agent selected',
			{ output: 'selected', fields: 'phone, id,none' },
			{ phone: '555', id: 7, none: null },
		],
		['no PIN even if it was selected', { output: 'selected', fields: 'pin' }, { pin: null }],
	])('%s', (_, parameters, expected) => {
		expect(show(parameters)).toEqual(expected);
	});

	it('are fields of both forms when an AI agent selects them, of the same name the raw one', () => {
		const parameters: Record<string, unknown> = { output: 'selected', fields: 'id, mail, phone' };
		const selected = showRecord(record, (name, fallback) => parameters[name] ?? fallback, rename);
		expect(selected).toEqual({ id: 7, mail: 'a@web.example', phone: '555' });
	});

	it('is an object, whatever Lockt sent in place of a record', () => {
		const none = (_: string, fallback?: unknown) => fallback;
		expect(showRecord('tonight' as never, none)).toEqual({ value: 'tonight' });
	});

	it('asks which fields when none are selected', () => {
		expect(() => show({ output: 'selected', fields: ' , ' })).toThrow("'Fields' is blank");
	});
});
