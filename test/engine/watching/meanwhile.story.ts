import type { IDataObject } from 'n8n-workflow';
import type { User } from '../../../emulator/building/records';
import { changedUser } from '../../../nodes/Lockt/fields/columns/columns';
import { personFields } from '../../../nodes/Lockt/fields/userFields';
import { cardHolders } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { jsonOf } from '../output';
import { ALLOWED, GO_ON, autoMapped, by } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({ credential: ALLOWED, writeMs: 0, history: 20 });

const people = () => cardHolders(lockt.building);
const levels = () => [...lockt.building.accessLevels.keys()];
const cards = () => lockt.building.credentials;
const cardsOf = ({ id }: User) =>
	[...cards().values()].filter(({ userId, fob }) => userId === id && !fob);

/** How a field is known by, and how somebody else changes it. */
interface Held {
	/** As the item has it. */
	wanted: unknown;
	others: unknown[];
	set: (user: User, value: unknown) => void;
	get: (user: User) => unknown;
}

const held = (name: keyof User, wanted: string | boolean, ...others: unknown[]): Held => ({
	wanted,
	others,
	set: (user, value) => Object.assign(user, { [name]: value }),
	get: (user) => user[name],
});
const custom = (n: number): Held => ({
	wanted: 'x',
	others: ['', 'y'],
	set: (user, value) => (user.custom[n] = String(value)),
	get: (user) => user.custom[n],
});
const NO_CARD = '';
const HELD: Record<string, Held> = {
	id_num: held('id_num', 'E-4711', 'E-4712'),
	first_name: held('first_name', 'Rhea', 'Gale'),
	last_name: held('last_name', 'Gale', 'Rhea'),
	email: held('email', 'rhea@web.example', 'gale@web.example'),
	phone: held('phone', '8184365134', '8184365135', ''),
	pin: held('pin', '0986', '0987'),
	enabled: held('enabled', false, true),
	access_effective: held('access_effective', '2098-01-01 08:00:00', '', '2098-02-01 08:00:00'),
	access_expires: held('access_expires', '2099-01-01 08:00:00', '', '2099-02-01 08:00:00'),
	custom1: custom(0),
	custom2: custom(1),
	custom3: custom(2),
	custom4: custom(3),
	card_num: {
		wanted: '00877',
		others: [NO_CARD, '00878'],
		set: (user, value) => {
			for (const { id } of cardsOf(user)) cards().delete(id);
			if (value === NO_CARD) return;
			const [some] = cards().values();
			const id = lockt.building.nextId();
			cards().set(id, { ...some!, id, userId: user.id, fob: undefined, card_num: String(value) });
		},
		get: (user) => cardsOf(user).map(({ card_num }) => card_num)[0] ?? NO_CARD,
	},
	accesslevels: {
		wanted: [0, 1],
		others: [[], [0], [2], [0, 1, 2]],
		set: (user, places) => (user.accessLevelIds = (places as number[]).map((n) => levels()[n]!)),
		get: (user) => user.accessLevelIds.map((id) => levels().indexOf(id)).sort(),
	},
};

/** What an item changes besides, so that something is sent: a PUT can say the first, not so the second. */
const ALONG = {
	PUT: ['custom4', 'custom3'],
	POST: ['phone', 'last_name'],
};

/** By what each names its user. */
const KEYS = {
	'user update': ['id', 'id_num'],
	'user createOrUpdate': ['id_num', 'email'],
} as const;
const OPERATIONS = ['user update', 'user createOrUpdate'] as const;

const cases = Object.entries(HELD).flatMap(([name, { wanted, others }]) =>
	[...others, wanted].flatMap((before) =>
		[...others, wanted]
			.filter((later) => JSON.stringify(later) !== JSON.stringify(before))
			.flatMap((later) =>
				OPERATIONS.flatMap((operation) =>
					KEYS[operation].flatMap((key) =>
						(['PUT', 'POST'] as const).flatMap((method) =>
							(name === 'accesslevels' ? ['add', 'replace'] : ['add']).map((levelMode) => ({
								...{ name, before, later, operation, key, method, levelMode },
							})),
						),
					),
				),
			),
	),
);

describe('what an item asks for, when Lockt has something else by the time of its turn', () => {
	it('is of every field that a user has', () => {
		expect(Object.keys(HELD).sort()).toEqual(changedUser.fields.map(({ id }) => id).sort());
	});

	it.each(
		pickCases(
			cases.filter(({ name, operation }) => !KEYS[operation].some((key) => key === name)),
			{ by: ({ name, method }) => `${name} ${method}`, sample: 2 },
		),
	)(
		'$name $before, then $later: $operation by $key with a $method, levels $levelMode',
		async ({ name, before, later, operation, key, method, levelMode }) => {
			// Given two items, the second of which asks for a value and something along with it
			const [other, user] = people().slice(4) as [User, User];
			const { wanted, set, get } = HELD[name]!;
			const along = ALONG[method].find((one) => one !== name)!;
			set(user, before);
			const asked = name === 'accesslevels' ? (wanted as number[]).map((n) => levels()[n]) : wanted;
			const naming = { [key]: user[key] };
			const items = [
				{ [key]: other[key], [along]: 'Moved' },
				{ ...naming, [along]: along === 'phone' ? '5550199' : 'Moved', [name]: asked },
			] as IDataObject[];
			const picked = by(key === 'id' ? 'id' : 'idNum', `={{ $json.${key} }}`);
			const parameters = { user: picked, levelMode, options: { batchSize: 1 }, ...autoMapped };

			// When Lockt's value changes while the first is sent
			let passTurnOn = () => {};
			const until = new Promise<void>((resolve) => (passTurnOn = resolve));
			lockt.emulator.faults = [{ kind: 'slow', until, times: 1, on: '^(PUT|POST) /user' }];
			const run = lockt.run(operation, parameters, items, GO_ON);
			const isSent = async () => {
				while (lockt.changes().length < 1) await new Promise(setImmediate);
			};
			await Promise.race([run, isSent()]);
			set(user, later);
			passTurnOn();
			const [, told] = jsonOf(await run);

			// Then it has become so, or is not told as done
			const isAdded = name === 'accesslevels' && levelMode === 'add';
			const isWhole = method === 'PUT' && personFields.some(({ id }) => id === name);
			const isExchange = name === 'card_num' && [before, later].includes('00878');
			if (told!.outcome === 'updated') {
				expect(get(user)).toEqual(isAdded ? expect.arrayContaining(wanted as number[]) : wanted);
			} else {
				// What a PUT cannot say, and a card that Lockt would not exchange, is not done by half.
				expect([isWhole || isExchange, told!.details]).toMatchObject([
					true,
					{ outcome: 'refused' },
				]);
				expect(get(user)).toEqual(later);
			}
		},
	);
});
