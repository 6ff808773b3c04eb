import { findFobs, findHoldings } from '../../nodes/Lockt/api/records/fobs';

const nora = { id: 7, name: 'Lindqvist, Nora' };
const toby = { id: 8, name: 'Jones, Toby' };
const other = { id: 1, card_num: '900', user: [toby] };

describe('who has a fob', () => {
	it.each([
		['by the card, whatever the ID', { id: 50, card_num: '001' }, { id: 3, card_num: '001' }],
		['by a card with blanks', { id: 50, card_num: ' 001 ' }, { id: 3, card_num: '001' }],
		['by ID as well where a card is a number', { id: 3, card_num: 1 }, { id: 3, card_num: '001' }],
		['by itself, if it shows it', { id: 50, card_num: '', user: [nora] }, { id: 3 }],
	])('is told %s', (_, fob, credential) => {
		const holdingOf = findHoldings([other, { ...credential, user: [nora] }]);
		expect(holdingOf(fob)).toEqual({ ids: ['7'], name: 'Lindqvist, Nora' });
	});

	it('may be several, or somebody without a name', () => {
		const holdingOf = findHoldings([
			{ id: 3, card_num: '1', user: [nora, toby] },
			{ id: 4, card_num: '2', user_id: 9 },
		]);
		expect(holdingOf({ id: 3, card_num: '1' })).toEqual({
			ids: ['7', '8'],
			name: 'Lindqvist, Nora; Jones, Toby',
		});
		expect(holdingOf({ id: 4, card_num: '2' })).toEqual({ ids: ['9'], name: '' });
	});

	it('is nobody only where others show who has them', () => {
		const free = { id: 3, card_num: '1', user: [] };
		expect(findHoldings([free, other])(free)?.ids).toEqual([]);
		expect(findHoldings([free])({ id: 3, card_num: '1' })).toBeUndefined();
		expect(findHoldings([])(free)).toBeUndefined();
	});

	it.each([
		['no credential has its card', '1', [{ id: 3, card_num: '2' }]],
		['its card is blank', '', [{ id: 3, card_num: '' }]],
		['its card is hidden', '****', [{ id: 3, card_num: '****' }]],
		['its zeros are not known, and the ID is another one', 1, [{ id: 4, card_num: '001' }]],
		[
			'several have its card',
			'1',
			[
				{ id: 4, card_num: '1' },
				{ id: 5, card_num: '1' },
			],
		],
		['the holder is no list', '1', [{ id: 3, card_num: '1', user: 'yes' }]],
		['the holder is not shown', '1', [{ id: 3, card_num: '1', user: undefined }]],
	])('is not told where %s', (_, card_num, credentials) => {
		const all = credentials.map((one) => ({ user: [nora], ...one }));
		expect(findHoldings([other, ...all])({ id: 3, card_num })).toBeUndefined();
	});
});

describe('whether a credential is a fob', () => {
	const isFob = findFobs([
		{ id: 3, card_num: '001' },
		{ id: 4, card_num: 42 },
		{ id: 6, card_num: '' },
	]);
	it.each([
		['one of the fobs has its card', { id: 50, card_num: '001' }, true],
		['one has its card as a number, and its ID', { id: 4, card_num: '042' }, true],
		['none has its card', { id: 50, card_num: '002' }, false],
		['its card has other zeros', { id: 50, card_num: '01' }, false],
		['it says so itself', { id: 50, card_num: '001', fob: false }, false],
		['it says so itself in a word', { id: 50, card_num: '002', fob: 'true' }, true],
		['one may have its card', { id: 50, card_num: '042' }, undefined],
		['its card is not shown', { id: 50 }, undefined],
		['its card is hidden', { id: 50, card_num: '***1' }, undefined],
		['one has its ID and another card', { id: 3, card_num: '777' }, undefined],
	])('%s', (_, credential, told) => {
		expect(isFob(credential)).toBe(told);
	});
});
