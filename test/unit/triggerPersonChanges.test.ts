import fc from '../fastCheck';
import { isDue } from '../../nodes/Lockt/trigger/decisions/looks';
import {
	isPeopleState,
	judgePeople,
	type PeopleAnswer,
	type PeopleState,
	type PersonRecord,
} from '../../nodes/Lockt/trigger/decisions/personChanges';
import { hold } from '../emulator/invariants';
import { runs } from '../runs';

const NOON = Date.UTC(2026, 10, 28, 12);
const MINUTE = 60_000;
const DAY = 24 * 60;

const ann: PersonRecord = { id: 7, enabled: true, levels: '5s,1' };
const bo: PersonRecord = { id: 9, enabled: false, levels: '' };
const root: PersonRecord = { id: 2, enabled: true, levels: '' };

/** What a trigger tells that looks once an hour, the first time when it is published. */
function watch(...answers: PeopleAnswer[]) {
	let state: PeopleState | undefined;
	const told = answers.map((answer, hour) => {
		const judged = judgePeople(state, answer, NOON + hour * 60 * MINUTE);
		state = JSON.parse(JSON.stringify(judged.state)) as PeopleState;
		expect(isPeopleState(state)).toBe(true);
		return judged.news;
	});
	return { told, last: told.at(-1)!, state: state! };
}

const users = (...list: PersonRecord[]): PeopleAnswer => ({ users: list });

describe('people', () => {
	it('are all seen at first, and nothing is told', () => {
		expect(watch(users(ann, bo)).last).toEqual([]);
	});

	it('who change are told with what they were and are', () => {
		const changed = users({ ...ann, enabled: false, levels: '5s' }, { ...bo, enabled: true });
		expect(watch(users(ann, bo), changed).last).toEqual([
			{ change: 'disabled', id: 7, before: 'e:5s,1', after: 'd:5s' },
			{ change: 'accessLevelsChanged', id: 7, before: 'e:5s,1', after: 'd:5s' },
			{ change: 'enabled', id: 9, before: 'd:', after: 'e:' },
		]);
	});

	it('who are new are told as added, and what they may do from the first is no change', () => {
		expect(watch(users(ann), users(ann, bo)).last).toEqual([
			{ change: 'added', id: 9, before: '', after: 'd:' },
		]);
	});

	it('are not removed as long as an entry of the list cannot be told apart', () => {
		const partial = { ...users(ann), isPartial: true };
		expect(watch(users(ann, bo), partial, partial, partial).told.flat()).toEqual([]);
		const { told } = watch(users(ann, bo), partial, users(ann), users(ann));
		expect(told.map((news) => news.length)).toEqual([0, 0, 0, 1]);
	});

	it('are told as removed when two answers in a row lack them, and not before', () => {
		const { told } = watch(users(ann, bo), users(ann), users(ann, bo), users(ann), users(ann));
		const removed = [{ change: 'removed', id: 9, before: 'd:', after: '' }];
		expect(told).toEqual([[], [], [], [], removed]);
	});

	it('are not gone where an answer has nobody, however often', () => {
		const none = users();
		expect(watch(users(ann, bo), none, none, none, users(ann, bo)).told.flat()).toEqual([]);
		expect(watch(none, users(ann), users(ann, bo)).told.flat()).toMatchObject([
			{ change: 'added', id: 9 },
		]);
	});

	it('of whom something is not told any more are as they were', () => {
		const { told } = watch(users(ann), users({ id: 7 }), users({ ...ann, enabled: false }));
		expect(told.flat()).toMatchObject([{ change: 'disabled', before: 'e:5s,1' }]);
	});

	it('of whom something is told for the first time have not changed', () => {
		expect(watch(users({ id: 7 }), users(ann)).last).toEqual([]);
	});
});

describe('most people', () => {
	const many = Array.from({ length: 20 }, (_, n): PersonRecord => ({
		id: n + 1,
		enabled: true,
		levels: '5',
	}));
	const times = <T>(count: number, one: T) => Array.from({ length: count }, () => one);

	it('who are missing are waited for, for a day', () => {
		const some = users(...many.slice(0, 9));
		const { told } = watch(users(...many), ...times(26, some));
		expect(told.slice(0, 26).flat()).toEqual([]);
		expect(told[26]).toHaveLength(11);
		const back = watch(users(...many), ...times(24, some), users(...many), ...times(20, some));
		expect(back.told.flat()).toEqual([]);
	});

	it('are more than half of ten or more', () => {
		expect(watch(users(...many), ...times(2, users(...many.slice(0, 10)))).last).toHaveLength(10);
		const nine = many.slice(0, 10);
		expect(watch(users(...nine), ...times(2, users(nine[0]!))).last).toHaveLength(9);
		expect(watch(users(...many.slice(0, 11)), ...times(2, users(many[0]!))).last).toEqual([]);
	});

	it('may change meanwhile', () => {
		const [one] = many as [PersonRecord];
		const { told } = watch(users(...many), users(one), users({ ...one, levels: '3' }));
		expect(told.flat()).toMatchObject([{ change: 'accessLevelsChanged', id: 1 }]);
	});
});

describe('a list that shows most people otherwise', () => {
	const listOf = (count: number, from: PersonRecord[], changed: Partial<PersonRecord>) =>
		users(...from.map((one, n) => (n < count ? { ...one, ...changed } : one)));
	const people = (count: number) =>
		Array.from({ length: count }, (_, n) => ({ id: n + 1, enabled: true, levels: '5s' }));
	const times = <T>(count: number, one: T) => Array.from({ length: count }, () => one);
	const off = { enabled: false };
	const disable = (one: PersonRecord) => ({ ...one, ...off });
	const bare = { levels: '' };

	it.each<[string, number, number, Partial<PersonRecord>]>([
		['all as disabled', 20, 20, off],
		['two, both as disabled', 2, 2, off],
		['most as disabled', 20, 11, off],
		['all without levels', 20, 20, bare],
		['two, both without levels', 2, 2, bare],
		['most without levels', 20, 11, bare],
		['all as disabled and without levels', 20, 20, { ...off, ...bare }],
	])('tells nothing for a day, nor what comes back: %s', (_, count, changed, how) => {
		const all = people(count);
		const good = users(...all);
		const odd = listOf(changed, all, how);
		expect(watch(good, odd, good, odd, odd, good).told.flat()).toEqual([]);
		expect(watch(good, ...times(24, odd), good, ...times(24, odd)).told.flat()).toEqual([]);
		if (changed === count) expect(watch(odd, good, odd, good).told.flat()).toEqual([]);
		const withNew = { users: [...odd.users, { ...all[0]!, ...how, id: 99 }] };
		expect(watch(good, withNew, { users: [...all, { ...all[0]!, id: 99 }] }).told.flat()).toEqual([
			expect.objectContaining({ change: 'added', id: 99 }),
		]);
	});

	it.each<[string, number, number, Partial<PersonRecord>, number]>([
		['most as disabled', 20, 11, off, 11],
		['most without levels', 20, 11, bare, 11],
		['all without levels', 20, 20, bare, 20],
		['all as disabled', 20, 20, off, 0],
	])('tells it when it stays so: %s', (_, count, changed, how, told) => {
		const all = people(count);
		const odd = listOf(changed, all, how);
		expect(watch(users(...all), ...times(30, odd)).told.flat()).toHaveLength(told);
	});

	it.each<[string, number, number, Partial<PersonRecord>]>([
		['half as disabled', 20, 10, off],
		['most of a few as disabled', 9, 8, off],
		['half without levels', 20, 10, bare],
		['most of a few without levels', 9, 8, bare],
		['the only one as disabled', 1, 1, off],
		['the only one without levels', 1, 1, bare],
	])('is believed when it shows fewer: %s', (_, count, changed, how) => {
		const all = people(count);
		expect(watch(users(...all), listOf(changed, all, how)).last).toHaveLength(changed);
	});

	it.each<[string, Partial<PersonRecord>]>([
		['enabled', off],
		['with levels', bare],
	])('does so by those who were %s', (_, how) => {
		const all = people(12);
		const others = people(22).slice(12);
		const odd = users(...listOf(10, all, how).users, ...others);
		const { told } = watch(users(...all), odd, users(...all, ...others));
		expect(told.flat().map(({ change }) => change)).toEqual(others.map(() => 'added'));
	});

	it('tells of those of whom it does not say so', () => {
		const all = people(11);
		const back = { ...bo, id: 99 };
		const odd = users(...all.map(disable), { ...back, enabled: true });
		expect(watch(users(...all, back), odd).last).toMatchObject([{ change: 'enabled', id: 99 }]);
		const some = people(3);
		const unsure = users(...some.slice(1).map(disable), { id: 1, levels: '5s' });
		expect(watch(users(...some), unsure).last).toEqual([]);
	});

	it('is not one where nobody had levels, or they are not told', () => {
		expect(watch(...times(26, users(bo, root))).state.bare).toBeUndefined();
		const untold = users({ id: 7, enabled: true }, { id: 9, enabled: true });
		expect(watch(untold).state.bare).toBeUndefined();
	});

	it('tells the privileged all the same whom it does not speak of', () => {
		const both = (list: PersonRecord[], more: Partial<PersonRecord>) => ({
			users: list,
			privileged: [
				{ ...root, ...more },
				{ ...root, id: 3 },
			],
		});
		expect(watch(both([ann, bo], {}), both([ann, bo], off)).last).toMatchObject([
			{ change: 'disabled', id: root.id },
		]);
		const none = { users: [ann, bo], privileged: [root, { ...root, id: 3 }].map(disable) };
		expect(watch(both([ann, bo], {}), none, none).told.flat()).toEqual([]);
	});

	it('is remembered with the minute from which on it was so', () => {
		const all = people(20);
		const { state } = watch(users(...all), listOf(11, all, { ...off, ...bare }));
		expect(state).toMatchObject({ off: NOON / MINUTE + 60, bare: NOON / MINUTE + 60 });
		expect(isPeopleState({ ...state, off: -1 })).toBe(false);
		expect(isPeopleState({ ...state, bare: '5' })).toBe(false);
	});
});

describe('the privileged', () => {
	const both = (list: PersonRecord[], privileged?: PersonRecord[]): PeopleAnswer => ({
		users: list,
		privileged,
	});

	it('who were users before have become so, wherever they are listed then', () => {
		const became = [{ change: 'becamePrivileged', id: 9, before: 'd:', after: 'dp:' }];
		expect(watch(both([ann, bo], [root]), both([ann], [root, bo])).last).toEqual(became);
		expect(watch(both([ann, bo], [root]), both([ann, bo], [root, bo])).last).toEqual(became);
	});

	it('who were not there before are told as added, too', () => {
		expect(watch(both([ann], [root]), both([ann], [root, bo])).last).toMatchObject([
			{ change: 'added', id: 9 },
			{ change: 'becamePrivileged', id: 9 },
		]);
	});

	it('are told again only when two answers in a row had them as users', () => {
		const without = both([ann, bo], [root]);
		const withBo = both([ann], [root, bo]);
		expect(watch(withBo, without, withBo).last).toEqual([]);
		expect(watch(withBo, without, without, withBo).last).toHaveLength(1);
		expect(watch(withBo, without, both([ann, bo]), without, withBo).last).toHaveLength(1);
		expect(watch(withBo, without, both([ann, bo]), withBo).last).toEqual([]);
	});

	it('who are missing from both lists are removed like others', () => {
		const gone = both([ann], [root]);
		expect(watch(both([ann], [root, bo]), gone, gone).last).toMatchObject([
			{ change: 'removed', id: 9, before: 'dp:' },
		]);
	});

	it.each([
		['are not told', undefined],
		['are nobody', []],
		['are all, as the question is not heeded', [ann, bo]],
	])('stay what they were where they %s', (_, privileged) => {
		const before = both([ann, bo], [root]);
		const odd = both([ann, bo], privileged);
		expect(watch(before, odd, odd, odd, before).told.flat()).toEqual([]);
		expect(watch(odd, before, before).told.flat()).toEqual([
			...(privileged?.length === 0
				? [
						{ change: 'added', id: 2, before: '', after: 'ep:' },
						{ change: 'becamePrivileged', id: 2, before: '', after: 'ep:' },
					]
				: []),
		]);
	});
});

describe('the privileged who have IDs of their own', () => {
	const admin: PersonRecord = { id: 9, enabled: true, levels: '' };
	const before: PeopleAnswer = { users: [ann, bo], privileged: [root] };
	const beside = { users: [ann, bo], privileged: [root, admin], strangers: [9] };
	const instead = { users: [ann], privileged: [root, admin], strangers: [9] };
	const removed = { change: 'removed', id: 9, before: 'd:', after: '' };

	it.each<[string, PeopleAnswer[]]>([
		['beside them', [before, beside]],
		['from the first', [beside, beside]],
		['in their place', [before, instead]],
	])('make nobody privileged who has the same one: %s', (_, answers) => {
		// Nobody may be there any more to be compared with
		const later = { ...instead, strangers: [] };
		expect(watch(...answers, later, later, later).told.flat()).toEqual([removed]);
	});

	it('are forgotten then, and who has their ID among the users is new', () => {
		const after = { users: [ann, bo, { ...bo, id: 2 }], privileged: [root], strangers: [2] };
		expect(watch(before, after, { users: [ann, bo] }, { users: [ann, bo] }).told).toEqual([
			[],
			[{ change: 'added', id: 2, before: '', after: 'd:' }],
			[],
			[{ change: 'removed', id: 2, before: 'd:', after: '' }],
		]);
	});

	it('may get another name: who is known to be privileged is no stranger', () => {
		const renamed = { users: [ann, bo], privileged: [root], strangers: [root.id] };
		const { last } = watch(before, renamed, { users: [ann], privileged: [root, bo] });
		expect(last).toMatchObject([{ change: 'becamePrivileged', id: 9 }]);
	});
});

describe('what is remembered of people', () => {
	const { state } = watch({ users: [ann, bo], privileged: [root] });

	it('is each sort once, and a letter for each person', () => {
		expect(state).toMatchObject({ sorts: ['ep:', 'e:5s,1', 'd:'], people: '2A 5B 2C' });
	});

	it('has letters for any number of sorts', () => {
		const list = Array.from({ length: 800 }, (_, n) => ({ id: n + 1, levels: n.toString(36) }));
		const { state: many, last } = watch(users(...list), users(...list));
		expect(last).toEqual([]);
		expect(many.people.split(' ').slice(24, 28)).toEqual(['1Y', '1Z', '1BA', '1BB']);
		expect(many.people.endsWith(' 1BET')).toBe(true);
	});

	it('takes about 4 bytes a person', () => {
		const list = Array.from({ length: 50_000 }, (_, n) => ({
			id: n + 1,
			enabled: n % 10 > 0,
			levels: `${(n % 20).toString(36)},1`,
		}));
		const { length } = JSON.stringify(watch(users(...list)).state);
		expect(length / 50_000).toBeLessThan(4);
	});

	it.each([
		['nothing', undefined],
		['no record', 'people'],
		['a minute that is none', { ...state, looked: -1 }],
		['a minute that is none', { ...state, since: '5' }],
		['a minute that is none', { ...state, short: 0.5 }],
		['no word on the privileged', { ...state, tells: undefined }],
		['an odd word on their IDs', { ...state, apart: 'no' }],
		['no sorts', { ...state, sorts: 'e:' }],
		['a sort that is none', { ...state, sorts: ['ep:', 'x:', 'd:'] }],
		['a sort with more behind it', { ...state, sorts: ['ep:', 'e:5s,1;', 'd:'] }],
		['a sort with more before it', { ...state, sorts: ['ep:', ' e:5s,1', 'd:'] }],
		['levels that are none', { ...state, sorts: ['ep:', 'e:5s,,1', 'd:'] }],
		['a sort too few', { ...state, sorts: ['ep:', 'e:5s,1'] }],
		['people that are none', { ...state, people: '2A 5b' }],
		['a mark that is none', { ...state, people: '2A!' }],
		['a mark twice', { ...state, people: '2A??' }],
	])('is not read when it has %s', (_, stored) => {
		expect(isPeopleState(stored)).toBe(false);
	});

	it.each(['e?', 'u?', 'd:1', 'ep:#12.0123abcd', 'up?'])('may have the sort %s', (sort) => {
		expect(isPeopleState({ ...state, sorts: ['ep:', sort, 'd:'] })).toBe(true);
	});
});

describe('people are looked at', () => {
	const { state } = watch(users(ann));

	it.each([
		[0, false],
		[14, false],
		[15, true],
		[-1, true],
	])('when it is %i minutes later and 15 are to pass: %j', (minutes, due) => {
		expect(isDue(state, 15, NOON + minutes * MINUTE)).toBe(due);
	});

	it('so many minutes after an answer without anybody, too', () => {
		const { state: empty } = watch(users(ann), users());
		expect(isDue(empty, 15, NOON + 74 * MINUTE)).toBe(false);
	});

	it('and changes that are told again for lost ones have the same beginning', () => {
		expect(watch(users(ann), users(ann), users(bo)).state.since).toBe(NOON / MINUTE);
	});
});

/**
 * Random histories of a building and of n8n: people who come, go and change; answers that lack some of
 * them, or all; lists of the privileged that are refused, empty, not heeded, or overlap; polls that fail;
 * publishing; and restarts that lose what n8n's default engine had not stored.
 */

const IDS = Array.from({ length: 12 }, (_, n) => 3 * n + 1);

interface Facts {
	enabled?: boolean;
	levels?: string;
	privileged: boolean;
}

interface Move {
	/** From now on; undefined for one who is not there. */
	changes: Array<{ id: number; facts?: Facts }>;
	minutes: number;
	/** Missing from the answer, though they are there. */
	hidden: number[];
	privileged: 'told' | 'overlap' | 'refused' | 'empty' | 'ignored';
	happens: 'nothing' | 'fails' | 'restarts' | 'publishes';
}

const facts = fc.record<Facts>(
	{
		enabled: fc.boolean(),
		levels: fc.constantFrom('', '1', '2,1'),
		privileged: fc.constantFrom(false, false, false, true),
	},
	{ requiredKeys: ['privileged'] },
);

const moves = fc.array(
	fc.record<Move>({
		changes: fc.array(fc.record({ id: fc.constantFrom(...IDS), facts }, { requiredKeys: ['id'] }), {
			maxLength: 4,
		}),
		minutes: fc.constantFrom(1, 15, 15, 60, DAY - 1, DAY),
		hidden: fc.oneof(
			{ weight: 4, arbitrary: fc.constant<number[]>([]) },
			{ weight: 2, arbitrary: fc.subarray(IDS, { maxLength: 3 }) },
			{ weight: 2, arbitrary: fc.subarray(IDS, { minLength: 9 }) },
		),
		privileged: fc.constantFrom('told', 'told', 'told', 'overlap', 'refused', 'empty', 'ignored'),
		happens: fc.constantFrom('nothing', 'nothing', 'nothing', 'fails', 'restarts', 'publishes'),
	}),
	{ minLength: 1, maxLength: 30 },
);

type Building = Map<number, Facts>;

function answerOf(building: Building, { hidden, privileged }: Move): PeopleAnswer {
	const shown = [...building].filter(([id]) => !hidden.includes(id));
	const list = (lets: (one: Facts) => boolean) =>
		shown
			.filter(([, one]) => lets(one))
			.map(([id, { enabled, levels }]): PersonRecord => ({ id, enabled, levels }));
	const overlaps = privileged === 'overlap';
	const all = list((one) => overlaps || !one.privileged);
	const some = list((one) => one.privileged);
	switch (privileged) {
		case 'refused':
			return { users: all };
		case 'empty':
			return { users: all, privileged: [] };
		case 'ignored':
			return { users: all, privileged: all };
		default:
			return { users: all, privileged: some };
	}
}

/** A person as whoever has read all answers knows them. */
interface Known extends Facts {
	/** How many answers in a row lack them. */
	missed: number;
	/** How many in a row have them as no more than users, though they were privileged. */
	demoted: number;
}

/** What must be told of an answer; and what is known from then on. */
class Model {
	people = new Map<number, Known>();
	tells = false;
	/** Since when most are missing. */
	short?: number;
	/** Since when most who were enabled are disabled, or hardly anybody has levels. */
	off?: number;
	bare?: number;

	expectNews({ users: list, privileged }: PeopleAnswer, minute: number): string[] {
		if (list.length === 0) return [];
		const heeds =
			privileged !== undefined &&
			list.some(({ id }) => !privileged.some((other) => other.id === id));
		const find = (id: number) =>
			list.find((one) => one.id === id) ??
			(heeds ? privileged.find((one) => one.id === id) : undefined);
		const isPrivileged = (id: number) => heeds && privileged.some((one) => one.id === id);
		const lacks = [...this.people].filter(
			([id, known]) => !find(id) && (!known.privileged || (heeds && privileged.length > 0)),
		);
		const isShort = lacks.length >= 10 && lacks.length > this.people.size / 2;
		this.short = isShort ? (this.short ?? minute) : undefined;
		const waits = this.short !== undefined && minute - this.short < DAY;

		const isLate = (since?: number) => since !== undefined && minute - since < DAY;
		const most = (some: number, all: number) => some >= 10 && some > all / 2;
		const enabledBefore = list.filter(({ id }) => this.people.get(id)?.enabled);
		const isOff = most(
			enabledBefore.filter(({ enabled }) => enabled === false).length,
			enabledBefore.length,
		);
		this.off = isOff ? (this.off ?? minute) : undefined;
		const isNobody = (some: PersonRecord[] = []) => {
			const told = some.filter(({ enabled }) => enabled !== undefined);
			return told.length > 1 && told.every(({ enabled }) => !enabled);
		};
		const doubtsOff = isNobody(list) || isLate(this.off);
		const withBefore = list.filter(({ id }) => this.people.get(id)?.levels);
		const without = list.filter(({ levels }) => levels === '');
		const surprising = without.filter(({ id }) =>
			this.people.size === 0 ? true : this.people.has(id) && this.people.get(id)!.levels !== '',
		);
		const isBare =
			most(withBefore.filter(({ levels }) => levels === '').length, withBefore.length) ||
			(surprising.length > 1 && list.every(({ levels }) => !levels));
		this.bare = isBare ? (this.bare ?? minute) : undefined;
		const doubtsBare = isLate(this.bare);

		const isDoubted = (id: number) =>
			doubtsOff || (!list.some((one) => one.id === id) && isNobody(privileged));

		const news: string[] = [];
		const isFirst = this.people.size === 0;
		if (!waits) {
			for (const [id, known] of lacks) {
				if (++known.missed < 2) continue;
				this.people.delete(id);
				news.push(`${id} removed`);
			}
		}
		for (const id of IDS) {
			const seen = find(id);
			if (!seen) continue;
			const known = this.people.get(id);
			const isDemoted = known?.privileged === true && heeds && !isPrivileged(id);
			const demoted = isDemoted ? known.demoted + 1 : heeds ? 0 : (known?.demoted ?? 0);
			const now: Known = {
				enabled: (isDoubted(id) ? seen.enabled || undefined : seen.enabled) ?? known?.enabled,
				levels: (doubtsBare ? seen.levels || undefined : seen.levels) ?? known?.levels,
				privileged: heeds ? isPrivileged(id) || demoted === 1 : (known?.privileged ?? false),
				missed: 0,
				demoted: demoted >= 2 ? 0 : demoted,
			};
			this.people.set(id, now);
			if (isFirst || (now.privileged && !known?.privileged && !this.tells)) continue;
			if (!known) news.push(`${id} added`);
			else {
				if (known.enabled !== undefined && known.enabled !== now.enabled) {
					news.push(`${id} ${now.enabled ? 'enabled' : 'disabled'}`);
				}
				if (known.levels !== undefined && known.levels !== now.levels) {
					news.push(`${id} accessLevelsChanged`);
				}
			}
			if (now.privileged && !known?.privileged) news.push(`${id} becamePrivileged`);
		}
		this.tells = heeds;
		return news;
	}
}

function copyModel(model: Model): Model {
	const copy = Object.assign(new Model(), model);
	copy.people = new Map([...model.people].map(([id, known]) => [id, { ...known }]));
	return copy;
}

it('each change is told once, and nobody is removed who is there', () => {
	fc.assert(
		fc.property(moves, (history) => {
			let minute = 1_000 * DAY;
			const building: Building = new Map(
				IDS.slice(0, 8).map((id) => [id, { enabled: true, levels: '1', privileged: id > 15 }]),
			);
			let state: PeopleState | undefined;
			let model = new Model();
			let stored: { state?: PeopleState; model: Model } = { model: new Model() };
			/** The people of the last two answers that had any. */
			let recent: Array<Set<number>> = [];

			for (const move of history) {
				minute += move.minutes;
				for (const { id, facts: now } of move.changes) {
					if (now) building.set(id, now);
					else building.delete(id);
				}
				if (move.happens === 'fails') continue;
				if (move.happens === 'restarts') {
					({ state, model } = { state: stored.state, model: copyModel(stored.model) });
					recent = [];
				}
				if (move.happens === 'publishes') [state, model] = [undefined, new Model()];

				const answer = answerOf(building, move);
				const judged = judgePeople(state, answer, minute * MINUTE);
				const isFirst = state === undefined;
				state = JSON.parse(JSON.stringify(judged.state)) as PeopleState;
				hold(isPeopleState(state), 'it cannot read its own state');
				const told = judged.news.map(({ id, change }) => `${id} ${change}`);
				expect(told.sort()).toEqual(model.expectNews(answer, minute).sort());

				const listed = [...answer.users, ...(answer.privileged ?? [])].map(({ id }) => id);
				for (const { id, change } of judged.news) {
					if (change !== 'removed') continue;
					hold(!listed.includes(id), `${id} is told as removed and is there`);
					hold(!recent.at(-1)?.has(id), `${id} was there in the answer before`);
				}
				if (answer.users.length > 0) recent = [...recent.slice(-1), new Set(listed)];
				if (told.length > 0 || isFirst) stored = { state, model: copyModel(model) };
			}
		}),
		runs({ sample: 500, full: 20_000 }),
	);
});

it('after two whole answers, whoever reads the news knows everybody as they are', () => {
	const plain = { enabled: true, levels: '1' };
	fc.assert(
		fc.property(moves, (history) => {
			let minute = 1_000 * DAY;
			// There is always somebody in each list, or it would conclude nothing.
			const building: Building = new Map(
				[1, 4].map((id) => [id, { ...plain, privileged: id === 4 }]),
			);
			let state: PeopleState | undefined;
			const reader = new Map<number, string>();
			const look = (move: Move) => {
				const { state: next, news } = judgePeople(
					state,
					answerOf(building, { ...move, privileged: 'told' }),
					(minute += move.minutes) * MINUTE,
				);
				state = next;
				for (const { id, change, before, after } of news) {
					const isNew = change === 'added';
					hold(!isNew || (before === '' && !reader.has(id)), `${id} is added twice`);
					if (change === 'removed') reader.delete(id);
					else reader.set(id, after);
				}
			};
			const whole = { changes: [], minutes: 15, hidden: [] } as unknown as Move;
			look(whole);
			for (const [id] of building) reader.set(id, 'e:1');
			for (const move of history) {
				for (const { id, facts: now } of move.changes) {
					if (id <= 4) continue;
					if (now) building.set(id, { ...plain, ...now });
					else building.delete(id);
				}
				look(move);
			}
			for (const minutes of [15, 15, 15, DAY, 15]) look({ ...whole, minutes });
			const sorts = [...building].map(([id, { enabled, levels }]) => [
				id,
				`${enabled ? 'e' : 'd'}:${levels ?? ''}`,
			]);
			// What was doubtful of somebody new nobody has read.
			const known = [...reader].map(([id, sort]) => {
				const { enabled, levels } = building.get(id) ?? {};
				const told = sort.replace('p', '').replace('u', enabled ? 'e' : 'd');
				return [id, told.replace('?', `:${levels}`)];
			});
			const byId = (a: Array<string | number>, b: Array<string | number>) => +a[0]! - +b[0]!;
			expect(known.sort(byId)).toEqual(sorts.sort(byId));
		}),
		runs({ sample: 300, full: 10_000 }),
	);
});
