import fc from '../fastCheck';
import { reads } from '../../nodes/Lockt/api/endpoints';
import { inspectAnswer } from '../../nodes/Lockt/api/compatibility/inspection';
import { keepKnownWords } from '../../nodes/Lockt/api/records/vocabulary';
import { runs } from '../runs';
import { answered } from './answered';

/** What only somebody's data holds: no word of Lockt's has an x and a q in it. */
const secret = fc
	.stringMatching(/^xq[a-z\d]{8}$/)
	.chain((text) =>
		fc.constantFrom(text, text.toUpperCase(), `'${text}'`, `${text}@web.example`, `a ${text} b`),
	);

/** Any JSON with secrets as keys and values, also in the places where Lockt's own data and errors are. */
const body = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		secret,
		fc.constantFrom(null, true, 7, '2026-03-04T17:00:00Z'),
		fc.array(tie('value'), { maxLength: 4 }),
		fc.dictionary(
			fc.oneof(secret, fc.constantFrom('data', 'error', 'errors', 'result', 'id', 'name', 'doors')),
			tie('value'),
			{ maxKeys: 5 },
		),
	),
})).value;

describe('what is said of an answer', () => {
	it('is nothing that only its data holds, whatever came', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...reads),
				fc.constantFrom(200, 400, 401, 403, 404, 429, 500),
				fc.oneof(body, fc.record({ data: body }), fc.record({ error: secret }), secret),
				(endpoint, status, came) => {
					const asked = { endpoint, value: 'xq', answer: answered(status, came), milliseconds: 1 };
					const words = () => new Set<string>();
					const found = inspectAnswer(asked, { doors: [], users: [], words });
					expect(JSON.stringify(found).toLowerCase()).not.toContain('xq');
				},
			),
			runs({ sample: 300, full: 20_000 }),
		);
	});
});

describe('a list that the node takes for an error', () => {
	it.each([
		[{ data: [{ id: 1 }], total: 5 }, /but a part of the list/],
		[{ data: { schedules: [{ id: 1 }] } }, /list of another kind/],
	])('is said: %j', (came, remark) => {
		const endpoint = reads.find(({ path }) => path === '/door')!;
		const asked = { endpoint, answer: answered(200, came), milliseconds: 1 };
		const { remarks } = inspectAnswer(asked, { doors: [], users: [], words: () => new Set() });
		expect(remarks).toMatch(remark);
	});
});

describe('values that are read, but not understood', () => {
	const remarksOn = (path: string, filter: string | undefined, records: object[]) => {
		const endpoint = reads.find((one) => one.path === path && one.filter === filter && !one.flag)!;
		const asked = { endpoint, value: 1, answer: answered(200, { data: records }), milliseconds: 1 };
		const { verdict, remarks } = inspectAnswer(asked, {
			...{ doors: [], users: [], words: () => new Set<string>() },
		});
		expect(verdict === 'Understood').toBe(remarks === '');
		return remarks;
	};
	const many = (record: object) => Array.from({ length: 20 }, (_, n) => ({ id: n + 1, ...record }));

	it.each<[string, string | undefined, object, RegExp]>([
		['/user', undefined, { enabled: 'Aktiv' }, /'enabled' of some users/],
		['/user', undefined, { enabled: false }, /Nobody in the list is enabled/],
		['/user', 'id', { accesslevels: ['Lobby'] }, /without IDs/],
		['/user', 'id', { accesslevels: [{ name: 'Lobby' }] }, /without IDs/],
		['/user', 'id', { pin: '****' }, /PIN of a user is not shown/],
		['/user', 'id', { pin: 4711 }, /PIN of a user is not shown/],
		['/user', undefined, { phone: 'xxx-xxx-4365' }, /are masked/],
		['/doorstate', undefined, { battery_level: 'good' }, /No battery level can be read/],
		['/events', undefined, { code: 7, code_text: 'Zutritt' }, /a grant or a denial/],
	])('are said, and not repeated: %s?%s %j', (path, filter, record, remark) => {
		expect(remarksOn(path, filter, many(record))).toMatch(remark);
		expect(remarksOn(path, filter, many(record))).not.toMatch(/Aktiv|Lobby|4711|4365|good|Zutritt/);
	});

	it.each<[string, string | undefined, object]>([
		['/user', undefined, { enabled: 'Yes' }],
		['/user', 'id', { enabled: true, accesslevels: [{ unid: 208 }], pin: '0986' }],
		['/user', 'id', { enabled: true, accesslevels: [] }],
		['/doorstate', undefined, { battery_level: null }],
		['/doorstate', undefined, { battery_level: '8 %' }],
	])('are not what is understood: %s?%s %j', (path, filter, record) => {
		const remarks = remarksOn(path, filter, many(record));
		expect(remarks).not.toMatch(/enabled|without IDs|PIN|masked|can be read/);
	});
});

describe("what is repeated of Lockt's words", () => {
	it.each([
		[
			'Your licence does not include this endpoint.',
			'Your licence does not include this endpoint.',
		],
		['Invalid id_num found: E-10042', 'Invalid id_num found: …'],
		["No user with the name 'Ada Ferro' found", 'No user with the name … found'],
		['ada.ferro@web.example is not allowed', '… is not allowed'],
		['Card 001055 denied', 'Card … denied'],
		['No record found for name: Ada Ferro', 'No record found for name: …'],
		['Ärger mit Søren', '…'],
	])('%s', (said, shown) => {
		expect(keepKnownWords(said)).toBe(shown);
	});

	it('is not more than one can read', () => {
		expect(keepKnownWords('access '.repeat(5000)).length).toBeLessThan(400);
	});
});
