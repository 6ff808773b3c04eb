import { readAnswer } from '../../nodes/Lockt/api/answers/answers';
import { isPart, isPartByHeaders } from '../../nodes/Lockt/api/answers/parts';

const users = [{ id: 1 }, { id: 2 }, { id: 3 }];

/** Whether three users are but a part of them, with something said beside. */
const isPartWith = (beside: object) =>
	isPart(readAnswer(200, { data: users, ...beside }), { path: '/user' });

const isPartWithHeaders = (headers: Record<string, string>) =>
	isPartByHeaders(headers, readAnswer(200, { data: users }), { path: '/user' });

/** A name of several words, as servers write it. */
const SPELLINGS: Array<(words: string[]) => string> = [
	(words) => words.join('_'),
	(words) => words.join('-'),
	(words) => words.join(' ').toUpperCase(),
	(words) => words.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(''),
	(words) =>
		words.map((word, place) => (place ? word[0]!.toUpperCase() + word.slice(1) : word)).join(''),
	(words) => `@odata.${words.join('')}`,
];

const spell = (words: string) => SPELLINGS.map((spelled) => spelled(words.split(' ')));

const FOLLOWS = [
	...['next', 'next page', 'next link', 'next token', 'next page token', 'next page url'],
	...['next page uri', 'next page number', 'next href', 'next offset', 'next start', 'next key'],
	...['next cursor', 'next marker', 'next records url', 'next users', 'next set', 'next index'],
	...['continuation', 'continuation token', 'continue', 'continue from', 'resumption token'],
	...['has next', 'has next page', 'has more', 'has more users', 'more', 'more available'],
	...['is truncated', 'list truncated', 'is incomplete', 'partial', 'limit reached', 'cut off'],
];

const PLACES = [
	...['cursor', 'end cursor', 'scroll id', 'skip token', 'page token', 'last key'],
	...['last evaluated key', 'bookmark', 'marker'],
];

const NO = [
	null,
	'',
	' ',
	false,
	'false',
	0,
	'0',
	'No',
	'none',
	'null',
	-1,
	[],
	{},
	{ href: null },
];

describe.each(FOLLOWS)('what is called %s', (words) => {
	it.each(spell(words))('follows, unless it is blank: %s', (name) => {
		for (const value of ['abc', '/user?page=2', 3, { href: '/user?page=2' }]) {
			expect([name, value, isPartWith({ [name]: value })]).toEqual([name, value, true]);
			expect(isPartWith({ meta: { paging: { [name]: value } } })).toBe(true);
		}
		expect(isPartWith({ [name]: true })).toBe(true);
		for (const value of NO) {
			expect([name, value, isPartWith({ [name]: value })]).toEqual([name, value, false]);
		}
	});

	it('follows in headers, too', () => {
		const name = `x-${words.replaceAll(' ', '-')}`;
		expect(isPartWithHeaders({ [name]: '2' })).toBe(name !== 'x-limit-reached');
		expect(isPartWithHeaders({ [name]: '' })).toBe(false);
	});
});

describe.each(PLACES)('a place that is called %s', (words) => {
	it.each(spell(words))('is where to go on, unless that was all: %s', (name) => {
		expect(isPartWith({ [name]: 'abc' })).toBe(true);
		expect(isPartWith({ page: { [name]: 'abc' } })).toBe(true);
		for (const all of [{ hasNextPage: false }, { total: 3 }, { next: null }, { eof: 'yes' }]) {
			expect(isPartWith({ [name]: 'abc', ...all })).toBe(false);
		}
		for (const value of NO) {
			expect([name, value, isPartWith({ [name]: value })]).toEqual([name, value, false]);
		}
	});
});

it.each([
	...[{ matched: 500 }, { rows_matched: 500 }, { matching: '500' }, { count: 3, of: 500 }],
	...[{ take: 3, skip: 0, sum: 500 }, { total_users_in_site: 500 }, { userTotal: 500 }],
	...[{ recordsTotal: 500, recordsFiltered: 3 }, { 'Total-Results': '500' }],
	...[{ pagination: { pages_left: 4 } }, { max: 3 }, { top: '3' }, { take: 3 }],
	...[{ range: '1-3/500' }, { range: '1-3 of 500' }, { range: '4-6/6' }, { range: '0-2' }],
	...[{ eof: 0 }, { complete: 0 }, { last: 'no' }],
	...[{ links: [{ rel: 'next', href: '/user?page=2' }] }, { link: { rel: 'self next' } }],
	...[{ link: '</user?page=2>; rel="next"' }],
	...[{ warning: 'List is too long' }, { warnings: ['Some users are not shown'] }],
	...[{ note: 'See page 2 for the rest' }, { message: 'Too many users: 12 more were not sent' }],
	...[{ message: '12 users omitted' }, { message: 'Result was limited to the first 3 users' }],
])('is but a part, by what stands beside: %j', (beside) => {
	expect(isPartWith(beside)).toBe(true);
});

it.each([
	...[{ matched: 3 }, { count: 3, of: 3 }, { range: '1-3/3' }, { range: '8-17' }],
	...[{ complete: 1 }, { eof: 'yes' }, { max: 100 }, { top: 3, total: 3 }],
	...[{ links: [{ rel: 'self', href: '/user' }] }, { links: [{ rel: 'next', href: null }] }],
	...[{ token: 'abc' }, { csrfToken: 'abc' }, { deltaLink: 'x' }, { nextSyncToken: 'abc' }],
	...[{ next_update: '2027' }, { next_maintenance: 'Sunday' }, { more_info: 'https://x' }],
	...[{ prev_page_url: null }, { unlimited: true }, { context: 'users' }],
	...[{ rateLimit: { limit: 3, remaining: 9 } }, { quota: { max: 3, next: 12 } }],
	...['up to 3 minutes', 'after at most 3 seconds', 'max 3 requests', 'up to 3 %'].map((time) => ({
		note: `Changes take ${time} to reach the locks`,
	})),
	...[{ message: 'All users are shown' }, { message: 'Photos are not included' }],
])('is all of it, with this beside: %j', (beside) => {
	expect(isPartWith(beside)).toBe(false);
});

it.each<Record<string, string>>([
	{ link: '</user?page=2>; rel=next' },
	{ link: '</user?page=0>; rel="prev next"' },
	{ link: "</user>; rel='self', </user?page=2>; rel='next last'" },
	{ 'x-pagination': '{"TotalCount":500,"HasNext":true}' },
	{ 'x-pagination': '{"CurrentPage":1,"TotalPages":9}' },
	{ 'content-range': 'items 0-2/*' },
	{ 'content-range': 'items 0-2/500' },
	{ 'x-ms-continuation': 'abc' },
	{ 'x-amz-next-token': 'abc' },
	{ 'x-cursor': 'abc' },
])('is but a part, by headers: %j', (headers) => {
	expect(isPartWithHeaders(headers)).toBe(true);
});

it.each<Record<string, string>>([
	{ link: '</user>; rel="self", </next>; rel=help, <x>; rel="next-archive"' },
	{ 'x-pagination': '{"TotalCount":3,"HasNext":false,"PageSize":3}' },
	{ 'x-pagination': '{oops' },
	{ 'content-range': 'items 0-2/*', 'x-total-count': '3' },
	{ 'content-range': 'bytes 0-2/500' },
	{ 'accept-ranges': 'bytes', 'x-rate-limit-remaining': '9', 'retry-after': '9', age: '9' },
])('is all of it, by headers: %j', (headers) => {
	expect(isPartWithHeaders(headers)).toBe(false);
});

it.each([
	[{ '@odata.count': 500 }],
	[{ endOfRecords: false }],
	[{ exceededLimit: true }],
	[{ maxResultsReached: true }],
	[{ message: 'Result set too large, only the first records are returned' }],
	[{ message: 'Only the first users are listed' }],
])('a list is a part of it: %j', (beside) => {
	expect(isPartWith(beside)).toBe(true);
});

it.each([
	[{ '@odata.count': 3 }],
	[{ endOfRecords: true }],
	[{ exceededLimit: false, maxResultsReached: 'no' }],
	[{ message: 'The first users are listed in order' }],
])('a list is all of it: %j', (beside) => {
	expect(isPartWith(beside)).toBe(false);
});

it('headers of pages, as WordPress has them, tell of a part', () => {
	expect(isPartWithHeaders({ 'x-wp-totalpages': '36' })).toBe(true);
	expect(isPartWithHeaders({ 'x-wp-total': '500' })).toBe(true);
	expect(isPartWithHeaders({ 'x-wp-totalpages': '1', 'x-wp-total': '3' })).toBe(false);
});
