import fc from '../fastCheck';
import { write } from '../../emulator/answers/batch';
import { doorsOf, type Building } from '../../emulator/building/building';
import { tryDoor } from '../../emulator/building/life';
import { openBuilding } from '../../emulator/building/open';
import { contract, nameOf } from '../../emulator/contract';
import { defaultReadings } from '../../emulator/readings';
import { runs } from '../runs';
import { expectConsistent } from './invariants';

/** One thing somebody does; the numbers pick whom and what it is done to. */
interface Step {
	kind: keyof typeof steps;
	a: number;
	b: number;
	flag: boolean;
}

let serial = 0;
let now = new Date('2026-03-04T17:00:00Z');

const post = (building: Building, name: string, body: unknown, value = '') =>
	write(
		contract.find((row) => nameOf(row) === name)!,
		building,
		defaultReadings,
		{
			value,
			body,
			limit: 100,
		},
	);

/** Any record, or sometimes an ID that nothing has: refusals are part of the walk. */
const any = (records: Map<number, unknown>, n: number) => {
	const ids = [...records.keys(), 999_999];
	return ids[n % ids.length]!;
};

const options = { update_existing: 'true', validate_fails_batch: 'false' };

const steps = {
	createUser: (b: Building, { a, flag }: Step) => {
		const n = flag ? serial : ++serial;
		return post(b, 'POST /user', {
			users: [
				{
					id: -1,
					id_num: `W-${n}`,
					first_name: 'Walk',
					last_name: String(n),
					email: `walk.${n}@web.example`,
					phone: '5551234567',
					pin: '1234',
					card_num: String(700_000 + (a % 40)),
					accesslevels: [{ id: any(b.accessLevels, a) }],
				},
			],
			options,
		});
	},
	updateUser: (b: Building, { a, b: other, flag }: Step) =>
		post(b, 'PUT /user', {
			users: [
				{
					id: any(b.users, a),
					card_num: flag ? -1 : String(700_000 + (other % 40)),
					accesslevels: [{ id: any(b.accessLevels, other) }],
				},
			],
			options: { ...options, replace_privileges: String(flag) },
		}),
	deleteUsers: (b: Building, { a, b: other }: Step) =>
		post(b, 'DELETE /user', {
			users: [{ id: any(b.users, a) }, { id: any(b.users, other) }],
			options,
		}),
	anonymize: (b: Building, { a }: Step) =>
		write(
			contract.find((row) => row.path === '/anonymize')!,
			b,
			{ ...defaultReadings, pending: 'released' },
			{ value: String(any(b.users, a)), body: undefined, limit: 100 },
		),
	createFob: (b: Building, { a }: Step) =>
		post(b, 'POST /fob', {
			fobs: [{ name: `Fob ${++serial}`, id_num: `F${serial}`, card_num: 700_000 + (a % 40) }],
			options,
		}),
	reassignFob: (b: Building, { a, b: other, flag }: Step) =>
		post(b, 'PUT /fob', {
			fobs: [{ id: any(b.credentials, a), user_id: flag ? 0 : any(b.users, other) }],
			options,
		}),
	deleteFob: (b: Building, { a }: Step) =>
		post(b, 'DELETE /fob', { fobs: [{ id: any(b.credentials, a) }], options }),
	deleteCredential: (b: Building, { a }: Step) =>
		post(b, 'DELETE /credential', { credentials: [{ id: any(b.credentials, a) }], options }),
	createAccessLevel: (b: Building, { a, b: other }: Step) =>
		post(b, 'POST /accesslevel', {
			accesslevels: [
				{
					name: `Level ${++serial}`,
					doors: [{ id: any(b.doors, a), schedule_id: any(b.schedules, other) }],
				},
			],
			options,
		}),
	deleteAccessLevel: (b: Building, { a }: Step) =>
		post(b, 'DELETE /accesslevel', { accesslevels: [{ id: any(b.accessLevels, a) }], options }),
	createDoor: (b: Building, { a }: Step) =>
		post(b, 'POST /door', {
			doors: [{ name: `Gate ${++serial}`, location_id: any(b.locations, a) }],
			options,
		}),
	// Two doors stay, so that somebody can still try one.
	deleteDoor: (b: Building, { a }: Step) =>
		b.doors.size > 2 && post(b, 'DELETE /door', { doors: [{ id: any(b.doors, a) }], options }),
	createLocation: (b: Building, { a, flag }: Step) =>
		post(b, 'POST /location', {
			locations: [
				{ name: `Site ${flag ? serial : ++serial}`, locationtype: any(b.locationTypes, a) },
			],
			options,
		}),
	delegate: (b: Building, { a, b: other, flag }: Step) => {
		const from = any(b.users, a);
		const user = b.users.get(from);
		const own = user ? [...doorsOf(b, user, { own: true })] : [];
		return post(b, 'POST /delegate', {
			delegates: [
				{
					from_user_id: from,
					to_user_id: any(b.users, other),
					access_effective: '',
					access_expires: flag ? '2026-03-04 14:00:00' : '2026-04-01 00:00:00',
					doors: own.slice(0, 2).map((id) => ({ id })),
				},
			],
		});
	},
	purge: (b: Building) => post(b, 'POST /delegate?purge', undefined),
	unlock: (b: Building, { a }: Step) =>
		post(b, 'POST /unlock', { doors: [{ id: any(b.doors, a) }], options }),
	tryDoor: (b: Building) => tryDoor(b),
	wait: (_: Building, { a }: Step) => (now = new Date(now.getTime() + (a % 5) * 3_600_000)),
};

const walk = fc.array(
	fc.record({
		kind: fc.constantFrom(...(Object.keys(steps) as Array<keyof typeof steps>)),
		a: fc.nat(200),
		b: fc.nat(200),
		flag: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 40, size: 'max' },
);

it('stays consistent on random walks', () => {
	const taken: Record<string, number> = {};
	fc.assert(
		fc.property(walk, (path) => {
			now = new Date('2026-03-04T17:00:00Z');
			const building = openBuilding({ doors: 8, users: 12, history: 5, now: () => now });
			for (const step of path) {
				const answer = steps[step.kind](building, step);
				expectConsistent(building);
				const { data } = (answer as { body?: { data?: Record<string, number> } }).body ?? {};
				const done = (data?.inserted ?? 0) + (data?.updated ?? 0) + (data?.deleted ?? 0);
				taken[step.kind] = (taken[step.kind] ?? 0) + done + (data?.processed ?? 0);
			}
		}),
		runs({ sample: 120, full: 1_000 }),
	);
	// The walks lead somewhere: every kind of change was taken at times, not only refused.
	const countsNothing = ['wait', 'unlock', 'tryDoor'];
	const changes = Object.keys(steps).filter((kind) => !countsNothing.includes(kind));
	expect(changes.filter((kind) => !taken[kind])).toEqual([]);
});
