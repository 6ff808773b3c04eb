import { sleep, type IDataObject } from 'n8n-workflow';
import type { Building } from '../../../emulator/building/building';
import { plainText } from '../../../nodes/Lockt/api/text/text';
import { cardHolders } from '../../emulator/samples';
import { pickCases } from '../../runs';
import { Engine, loadPackage, locktNode, type LoadedPackage } from '../engine';
import { modes, startLaggingCopy, type Lag } from '../laggingCopy';
import { newUsers } from '../newUsers';
import { outcomesOf } from '../output';
import { ALLOWED, GO_ON, autoMapped, by, columns, nodeParameters } from '../parameters';

/** Six people, and what else a scene is played with. */
interface Stage {
	building: Building;
	/** Their IDs. */
	people: number[];
	levels: number[];
	/** The IDs of some fobs, and of the cards of some of them. */
	fobs: number[];
	cards: number[];
	/** How it was in the beginning. */
	before: { idNums: string[]; fobs: FobBefore[]; cards: Array<string | undefined> };
	/** Runs a node over rows and gives its items. */
	run: (operation: string, parameters: object, rows?: IDataObject[]) => Promise<IDataObject[]>;
	/** The same by another API user. */
	runByAnother: Stage['run'];
}

interface FobBefore {
	name: string;
	card: string;
	idNum: string;
}

type Step = (stage: Stage) => Promise<unknown>;

interface Scene {
	/** Besides that everybody is enabled and has the first two levels. */
	given?: (building: Building, people: number[]) => void;
	when: Step[];
}

type Scenes = Record<string, Step[] | Scene>;

const rowsOf = (ids: number[]) => ids.map((id) => ({ id }));
const userOfRow = { user: by('id', '={{ $json.id }}') };
const one = { options: { batchSize: 1 } };

const each =
	(operation: string, parameters: object = {}): Step =>
	({ run, people }) =>
		run(operation, { ...userOfRow, ...parameters }, rowsOf(people));
const disable = each('user disable');
const enable = each('user enable');
const updated = (fields: IDataObject) => each('user update', columns(fields));
const named = updated({ last_name: 'Gale' });
const levelled =
	(mode: string, ...places: number[]): Step =>
	(stage) => {
		const accessLevels = places.map((place) => stage.levels[place]);
		return each('user setAccessLevels', { mode, accessLevels })(stage);
	};
/** Somebody who is found by their ID number, with what an item says of them. */
const saved =
	(fields: (place: number, stage: Stage) => IDataObject, options: object = {}): Step =>
	(stage) => {
		const rows = stage.before.idNums.map((id_num, n) => ({ id_num, ...fields(n, stage) }));
		return stage.run('user createOrUpdate', { levelMode: 'add', ...autoMapped, options }, rows);
	};
const got = ({ run, people }: Stage, parameters: object = {}) =>
	run('user get', { ...userOfRow, ...parameters }, rowsOf(people));
/** Adds a level and removes another, person by person. */
const swapped =
	(...ways: Array<[mode: string, place: number]>): Step =>
	({ run, people, levels }) =>
		run(
			'user setAccessLevels',
			{ ...userOfRow, mode: '={{ $json.mode }}', accessLevels: '={{ [$json.level] }}' },
			people.flatMap((id) => ways.map(([mode, n]) => ({ id, mode, level: levels[n]! }))),
		);
const atOnce =
	(...steps: Step[]): Step =>
	(stage) =>
		Promise.all(steps.map((step) => step(stage)));

/** An API Call for each of some rows. */
const putByCall =
	(path: string, body: string, rows: (stage: Stage) => IDataObject[]): Step =>
	(stage) =>
		stage.run('system apiCall', { method: 'PUT', path, query: {}, body }, rows(stage));
const disabledByCall = putByCall(
	'/user',
	'={{ { users: [{ id: $json.id, enabled: false }] } }}',
	({ people }) => rowsOf(people),
);

const users: Scenes = {
	'Disable, then a name': [disable, named],
	'Disable, then Create or Update of a name': [disable, saved(() => ({ last_name: 'Gale' }))],
	'Disable of one, then a name of them': [
		({ run, people }) => run('user disable', userOfRow, rowsOf(people.slice(0, 1))),
		named,
	],
	'Disable, then a name of some in another order': [
		disable,
		({ run, people }) =>
			run(
				'user update',
				{ ...userOfRow, ...columns({ last_name: 'Gale' }) },
				rowsOf(people.slice(1).reverse()),
			),
	],
	'Disable where the last is disabled already, then a name': {
		given: (building, people) => {
			building.users.get(people.at(-1)!)!.enabled = false;
		},
		when: [disable, named],
	},
	'API Call that disables, then a name': [disabledByCall, named],
	'API Call that disables, then Get Many, then a name': [
		disabledByCall,
		({ run }) => run('user getMany', { returnAll: false, limit: 1 }),
		named,
	],
	'Disable, then Enable, then a name': [disable, enable, named],
	'Disable, then Remove of a level, then a name': [disable, levelled('remove', 0), named],
	'Disable and a name at once': [atOnce(disable, named)],
	'Disable, a name and Remove of a level at once': [atOnce(disable, named, levelled('remove', 0))],
	'Disable by one API user, then a name by another': [
		disable,
		({ runByAnother, people }) =>
			runByAnother(
				'user update',
				{ ...userOfRow, ...columns({ last_name: 'Gale' }) },
				rowsOf(people),
			),
	],
	'Create or Update that disables, then a name': [saved(() => ({ enabled: 'false' })), named],
	'Enable, then Create or Update to No': {
		given: disableAll,
		when: [enable, saved(() => ({ enabled: 'false' }))],
	},
	'Enable, then Create or Update that disables some, then a name': {
		given: disableAll,
		when: [enable, saved((n) => (n % 2 ? { enabled: 'false' } : { phone: '5550199' })), named],
	},
	'An end of access, then a name': [updated({ access_expires: '2026-12-01 00:00:00' }), named],
	'An end of access, then Create or Update of a name': [
		updated({ access_expires: '2026-12-01 00:00:00' }),
		saved(() => ({ last_name: 'Gale' })),
	],
	'A PIN, then a name': [updated({ pin: '={{ 5000 + $json.id }}' }), named],
	'Create or Update where the last of a request changes only what cannot be compared, then a name':
		{
			given: (building, people) => {
				for (const id of people) building.users.get(id)!.last_name = 'Muller';
			},
			when: [
				saved(
					(n) => (n % 2 ? { last_name: 'Müller' } : { last_name: 'Moller', enabled: 'false' }),
					{ batchSize: 2 },
				),
				updated({ first_name: 'Zed' }),
			],
		},
	'Create or Update where phones differ by the code of the country, then a name': {
		given: (building, people) => {
			for (const id of people) building.users.get(id)!.phone = '5550100';
		},
		when: [
			saved((n) => (n % 2 ? { phone: '15550100' } : { enabled: 'false' }), { batchSize: 2 }),
			updated({ first_name: 'Zed' }),
		],
	},
	'Create, then Disable by ID number': [
		({ run }) => run('user create', autoMapped, newUsers(3)),
		({ run }) => run('user disable', { user: by('idNum', '={{ $json.id_num }}') }, newUsers(3)),
	],
	'Create, then Create or Update': [
		({ run }) => run('user create', autoMapped, newUsers(3)),
		({ run }) =>
			run(
				'user createOrUpdate',
				{ levelMode: 'add', ...autoMapped },
				newUsers(3).map((user) => ({ ...user, last_name: 'Gale' })),
			),
	],
	'ID numbers handed on, then Disable by them': [
		({ run, people, before }) =>
			run(
				'user update',
				{ ...userOfRow, ...columns({ id_num: '={{ $json.to }}' }), ...one },
				[3, 2, 1, 0].map((n) => ({
					id: people[n]!,
					to: n === 3 ? 'SPARE' : before.idNums[n + 1]!,
				})),
			),
		({ run, before }) =>
			run(
				'user disable',
				{ user: by('idNum', '={{ $json.number }}') },
				[1, 2, 3].map((n) => ({ number: before.idNums[n]! })),
			),
	],
	'Delete one by one, then Create or Update of the same': [
		each('user delete', one),
		saved(() => ({ first_name: 'Rhea', last_name: 'Gale' })),
	],
};

function disableAll(building: Building, people: number[]): void {
	for (const id of people) building.users.get(id)!.enabled = false;
}

function keepOneLevel(building: Building, people: number[]): void {
	for (const id of people) building.users.get(id)!.accessLevelIds.splice(1);
}

const delegated = ({ run, people, building, levels }: Stage) => {
	const { doorId } = building.accessLevels.get(levels[0]!)!.doors[0]!;
	const parameters = {
		...{ fromUser: by('id', people[5]), toUser: by('id', '={{ $json.id }}') },
		...{ doors: [doorId], accessExpires: '2099-01-01' },
	};
	return run('delegate create', parameters, rowsOf(people.slice(0, 3)));
};
const delegatedByCall = ({ run, people, building, levels }: Stage) => {
	const { doorId } = building.accessLevels.get(levels[0]!)!.doors[0]!;
	const rows = people.slice(0, 3).map((to_user_id) => ({
		from_user_id: people[5]!,
		to_user_id,
		access_expires: '2099-01-01 00:00:00',
		doors: [{ id: doorId }],
	}));
	const body = '={{ { delegates: [$json] } }}';
	return run('system apiCall', { method: 'POST', path: '/delegate', query: {}, body }, rows);
};
const purged: Step = ({ run }) => run('delegate purgeExpired', {}, [{}]);

const levels: Scenes = {
	'Add, then Remove of another': [levelled('add', 3), levelled('remove', 0)],
	'Add, then Remove of it': [levelled('add', 3), levelled('remove', 3)],
	'Remove, then Add of another': [levelled('remove', 0), levelled('add', 3)],
	'Replace, then Add, then Remove': [
		levelled('replace', 2),
		levelled('add', 3),
		levelled('remove', 2),
	],
	'Clear All, then a name': [each('user setAccessLevels', { mode: 'clearAll' }), named],
	'Add to those of whom all but the first have an end, then Remove of another': {
		given: (building, [, ...people]) => {
			for (const id of people) building.users.get(id)!.access_expires = '2099-01-01 08:00:00';
		},
		when: [levelled('add', 2), levelled('remove', 0)],
	},
	'Add and Remove of another at once': [atOnce(levelled('add', 3), levelled('remove', 0))],
	'Add and Remove of another, person by person in one run': [swapped(['add', 3], ['remove', 0])],
	'Add and Remove of the only one, person by person in one run': {
		given: keepOneLevel,
		when: [swapped(['add', 3], ['remove', 0])],
	},
	'Remove and Add of another, person by person in one run': [swapped(['remove', 0], ['add', 3])],
	'Replace and Add, person by person in one run': [swapped(['replace', 2], ['add', 3])],
	'Add and Add, person by person in one run': [swapped(['add', 2], ['add', 3])],
	'Delegate to them, then Remove': [delegated, levelled('remove', 0)],
	'Delegate to them, then Remove of all they had': [delegated, levelled('remove', 1, 0)],
	'Delegate to them, then Add': [delegated, levelled('add', 3)],
	'Delegate to them, then Purge Expired, then Remove': [delegated, purged, levelled('remove', 0)],
	'Delegate to them by API Call, then Remove': [delegatedByCall, levelled('remove', 0)],
	'Delete of a level, then Add of another': [deleteLevel(0), levelled('add', 3)],
	'Delete of a level, then Remove of another': [deleteLevel(0), levelled('remove', 1)],
	'Create of a level, then Add of it by name': [createLevel, addByName],
	'Delete of a level and Create of one with its name, then Add by name': {
		given: (building) => {
			[...building.accessLevels.values()][5]!.name = 'Nights';
		},
		when: [deleteLevel(5), createLevel, addByName],
	},
};

function deleteLevel(place: number): Step {
	return (stage) =>
		stage.run('accessLevel delete', { accessLevel: by('id', stage.levels[place]) }, [{}]);
}

function createLevel({ run, building }: Stage) {
	const [door] = building.doors.keys();
	const [schedule_id] = building.schedules.keys();
	return run('accessLevel create', columns({ name: 'Nights', doors: String(door), schedule_id }), [
		{},
	]);
}

function addByName(stage: Stage) {
	return each('user setAccessLevels', { mode: 'add', accessLevels: ['Nights'] })(stage);
}

const savedAsGot = async (stage: Stage) => {
	const rows = await got(stage, { simplify: true });
	const parameters = { levelMode: 'add', ...autoMapped };
	return stage.run(
		'user createOrUpdate',
		parameters,
		rows.map((user) => ({ ...user, last_name: 'Gale' })),
	);
};

const reads: Scenes = {
	'Disable, then Get Many': [disable, ({ run }) => run('user getMany', { returnAll: true })],
	'Disable, then Get of each': [disable, (stage) => got(stage)],
	'Enable, then Delete of those whom Get Many shows as disabled': {
		given: disableAll,
		when: [
			enable,
			async ({ run }) => {
				const filters = { enabled: 'false' };
				const shown = await run('user getMany', { returnAll: true, filters });
				return run('user delete', userOfRow, shown);
			},
		],
	},
	'Enable, then Delete of those whom Get shows as disabled': {
		given: disableAll,
		when: [
			enable,
			async (stage) => {
				const shown = (await got(stage)).filter(({ enabled }) => enabled === false);
				return shown.length > 0 && stage.run('user delete', userOfRow, shown);
			},
		],
	},
	'Disable, then Create or Update of what Get shows': [disable, savedAsGot],
	'Clear All, then Add of the access levels that an API Call shows': [
		each('user setAccessLevels', { mode: 'clearAll' }),
		async (stage) => {
			const got = await stage.run('system apiCall', { method: 'GET', path: '/user', query: {} });
			const rows = got.filter(({ id }) => stage.people.includes(Number(id)));
			const accesslevels = '={{ $json.accesslevels }}';
			return stage.run(
				'user update',
				{ ...userOfRow, ...columns({ last_name: 'Gale', accesslevels }), levelMode: 'add' },
				rows.map(({ id, accesslevels }) => ({ id, accesslevels })),
			);
		},
	],
	'Clear All, then Create or Update of what Get shows': [
		each('user setAccessLevels', { mode: 'clearAll' }),
		savedAsGot,
	],
};

const fobOfRow = { fob: by('id', '={{ $json.fob }}') };
const holderOfRow = { user: by('id', '={{ $json.user }}') };
/** The first four, with those who are to get them. */
const fobRows = ({ fobs, people }: Stage) =>
	fobs
		.slice(0, 4)
		.map((fob, n) => ({ fob, user: people[n]!, other: people[(n + 1) % 4]!, name: `New ${n}` }));
const fobs =
	(operation: string, parameters: object = {}): Step =>
	(stage) =>
		stage.run(operation, { ...fobOfRow, ...parameters }, fobRows(stage));
const reassigned = (parameters: object = {}) =>
	fobs('fob reassign', { ...holderOfRow, ...parameters });
const unassigned = (parameters: object = {}) => fobs('fob unassign', parameters);
const renamed = (parameters: object = {}) =>
	fobs('fob update', { ...columns({ name: '={{ $json.name }}' }), ...parameters });
const ending = fobs('fob update', columns({ access_expires: '2026-12-24T00:00:00' }));
/** Each of the first four gets what the next one had, the last one first. */
const handedOn =
	(property: string, from: keyof FobBefore): Step =>
	({ run, fobs, before }) =>
		run(
			'fob update',
			{ ...fobOfRow, ...columns({ [property]: '={{ $json.to }}' }), ...one },
			[3, 2, 1, 0].map((n) => ({
				fob: fobs[n]!,
				to: n === 3 ? '998877' : before.fobs[n + 1]![from],
			})),
		);
const byWhatItHad =
	(operation: string, mode: string, from: keyof FobBefore, parameters: object = {}): Step =>
	({ run, people, before }) =>
		run(
			operation,
			{ fob: by(mode, '={{ $json.had }}'), ...parameters },
			[1, 2, 3].map((n) => ({ had: before.fobs[n]![from], user: people[n]! })),
		);

const fobScenes: Scenes = {
	'Reassign, then a name': [reassigned(), renamed()],
	'Reassign, then Reassign to another': [
		reassigned(),
		reassigned({ user: by('id', '={{ $json.other }}') }),
	],
	'Reassign, then Unassign': [reassigned(), unassigned()],
	'Reassign, then Unassign, one by one': [reassigned(one), unassigned(one)],
	'Reassign, then a name, one by one': [reassigned(one), renamed(one)],
	'Unassign, then Reassign': [unassigned(), reassigned()],
	'Unassign, then an end of access': [unassigned(), ending],
	'Unassign one by one, then a name': [unassigned(one), renamed()],
	'Unassign one by one, then Get Many': [
		unassigned(one),
		({ run }) => run('fob getMany', { returnAll: true }),
	],
	'An end of access, then a name': [ending, renamed()],
	'An end of access, then Reassign': [ending, reassigned()],
	'Names handed on, then Reassign by name': [
		handedOn('name', 'name'),
		byWhatItHad('fob reassign', 'name', 'name', holderOfRow),
	],
	'Names handed on, then Delete by name': [
		handedOn('name', 'name'),
		byWhatItHad('fob delete', 'name', 'name'),
	],
	'ID numbers handed on, then Reassign by them': [
		handedOn('id_num', 'idNum'),
		byWhatItHad('fob reassign', 'idNum', 'idNum', holderOfRow),
	],
	'Card numbers handed on, then Unassign by them': {
		given: (building, people) => {
			for (const [n, fob] of fobsIn(building).slice(0, 4).entries()) fob.userId = people[n]!;
		},
		when: [handedOn('card_num', 'card'), byWhatItHad('fob unassign', 'cardNum', 'card')],
	},
	'Other card numbers, then Create with those from before': [
		fobs('fob update', columns({ card_num: '=99{{ $json.fob }}' })),
		({ run, before }) =>
			run(
				'fob create',
				autoMapped,
				[0, 1, 2].map((n) => ({
					name: `N${n}`,
					id_num: `FN-${n}`,
					card_num: before.fobs[n]!.card,
				})),
			),
	],
	'Create, then Reassign by name': [
		({ run }) =>
			run(
				'fob create',
				autoMapped,
				[0, 1].map((n) => ({ name: `N${n}`, id_num: `FN-${n}`, card_num: `7788${n}` })),
			),
		({ run, people }) =>
			run(
				'fob reassign',
				{ fob: by('name', '={{ $json.name }}'), ...holderOfRow },
				[0, 1].map((n) => ({ name: `N${n}`, user: people[n]! })),
			),
	],
};

const cards =
	(operation: string, parameters: object = {}): Step =>
	({ run, cards }) =>
		run(
			operation,
			{ credential: by('id', '={{ $json.id }}'), ...parameters },
			rowsOf(cards.slice(0, 4)),
		);
const cardsEnding = (parameters: object = {}) =>
	cards('credential update', { accessExpires: '2026-12-24T00:00:00', ...parameters });
const cardsStarting = cards('credential update', { accessEffective: '2026-01-01T00:00:00' });
const cardGivenBack = saved((n, { before }) => {
	const card_num = before.cards[n];
	return card_num === undefined ? { phone: '5550100' } : { card_num };
});

const credentials: Scenes = {
	'An end of access, then its start': [cardsEnding(), cardsStarting],
	'An end of access, one by one, then its start': [cardsEnding(one), cardsStarting],
	'Delete, then Create or Update with the card': [cards('credential delete'), cardGivenBack],
	'Delete one by one, then Create or Update with the card': [
		cards('credential delete', one),
		cardGivenBack,
	],
	'Remove Credentials, then Create or Update with the card': [
		each('user removeCredentials'),
		cardGivenBack,
	],
};

const listed =
	(operation: string, parameters: object = {}) =>
	({ run }: Stage) =>
		run(operation, { returnAll: true, ...parameters });
const withoutCards = listed('user getMany', { which: 'missingcreds' });
function takeAllCards({ credentials }: Building, people: number[]): void {
	for (const [id, { fob, userId }] of credentials) {
		if (people.includes(userId) && !fob) credentials.delete(id);
	}
	freeFobs({ credentials }, people);
}
function freeFobs({ credentials }: Pick<Building, 'credentials'>, people: number[]): void {
	for (const one of credentials.values()) {
		if (one.fob && people.includes(one.userId)) one.userId = 0;
	}
}
/** Deletes those of the stage that a list shows. */
const deletes =
	(kind: 'user' | 'fob' | 'credential', list: Step, isMeant: (one: IDataObject) => boolean): Step =>
	async (stage) => {
		const { people: user, fobs: fob, cards: credential } = stage;
		const own = { user, fob, credential }[kind];
		const shown = ((await list(stage)) as IDataObject[]).filter(
			(one) => own.includes(Number(one.id)) && isMeant(one),
		);
		const picked = { [kind]: by('id', '={{ $json.id }}') };
		return shown.length > 0 && stage.run(`${kind} delete`, picked, shown);
	};

/** What a list shows of a change decides what is deleted. */
const deletions: Scenes = {
	'Reassign to who has no card, then Delete of those whom Get Many shows without one': {
		given: takeAllCards,
		when: [reassigned(), deletes('user', withoutCards, () => true)],
	},
	'the same where the list was read before': {
		given: takeAllCards,
		when: [withoutCards, reassigned(), deletes('user', withoutCards, () => true)],
	},
	'Reassign, then Delete of the fobs that Get Many shows as of nobody': {
		given: freeFobs,
		when: [
			reassigned(),
			deletes('fob', listed('fob getMany'), ({ assigned }) => assigned === false),
		],
	},
	'Later ends of access, then Delete of the credentials that Get Many shows as ended': {
		given: ({ credentials }, people) => {
			for (const one of credentials.values()) {
				if (people.includes(one.userId)) one.access_expires = '2026-01-01 00:00:00';
			}
		},
		when: [
			cards('credential update', { accessExpires: '2099-01-01T00:00:00' }),
			deletes('credential', listed('credential getMany'), ({ access_expires }) =>
				/^2026/.test(plainText(access_expires)),
			),
		],
	},
	'Later ends of access of the credentials of fobs, then Delete of the fobs that Get Many shows as ended':
		{
			given: ({ credentials }) => {
				for (const one of credentials.values()) {
					if (one.fob) one.access_expires = '2026-01-01 00:00:00';
				}
			},
			when: [
				({ run, before }) =>
					run(
						'credential update',
						{
							credential: by('cardNum', '={{ $json.card }}'),
							accessExpires: '2099-01-01T00:00:00',
						},
						before.fobs.map(({ card }) => ({ card })),
					),
				deletes('fob', listed('fob getMany'), ({ access_expires }) =>
					/^2026/.test(plainText(access_expires)),
				),
			],
		},
	'API Call that hands a fob to who has no card, then Delete of those without one': {
		given: takeAllCards,
		when: [
			putByCall(
				'/fob',
				'={{ { fobs: [{ id: $json.fob, user_id: $json.user }] } }}',
				({ fobs, people }) => [{ fob: fobs[0]!, user: people[0]! }],
			),
			deletes('user', withoutCards, () => true),
		],
	},
	'Card numbers of many fobs handed on, then ends of access by them': [
		({ run, fobs, before }) =>
			run(
				'fob update',
				{ ...fobOfRow, ...columns({ card_num: '={{ $json.to }}' }), ...one },
				[6, 5, 4, 3, 2, 1, 0].map((n) => ({
					fob: fobs[n]!,
					to: n === 6 ? '998877' : before.fobs[n + 1]!.card,
				})),
			),
		({ run, before }) =>
			run(
				'credential update',
				{ credential: by('cardNum', '={{ $json.had }}'), accessExpires: '={{ $json.end }}' },
				[1, 2, 3, 4, 5, 6].map((n) => ({
					had: before.fobs[n]!.card,
					end: `2026-12-2${n}T00:00:00`,
				})),
			),
	],
};

/** A fob more, which is as it is to be already. */
const FIFTH = 4;
/** A nightly table of fobs and who has them, or when they end: the last row is as it was. */
const tableOfHolders: Step = ({ run, fobs, people, building }) =>
	run(
		'fob reassign',
		{ ...fobOfRow, ...holderOfRow },
		fobs.slice(0, FIFTH + 1).map((fob, n) => ({
			fob,
			user: n < FIFTH ? people[n]! : building.credentials.get(fob)!.userId,
		})),
	);
const tableOfEnds: Step = ({ run, fobs }) =>
	run(
		'credential update',
		{ credential: by('id', '={{ $json.id }}'), accessExpires: '={{ $json.until }}' },
		fobs.slice(0, FIFTH + 1).map((id, n) => ({
			id,
			until: n < FIFTH ? '2099-01-01T00:00:00' : '2098-01-01T00:00:00',
		})),
	);
function giveFifthToAnother(building: Building, people: number[]): void {
	takeAllCards(building, people);
	const [fifth, other] = [
		fobsIn(building)[FIFTH]!,
		[...building.users.keys()].find((id) => !people.includes(id))!,
	];
	fifth.userId = other;
}
/** What a list shows with a value that it had in the beginning is ended. */
const endsWhatHad =
	(property: 'card_num' | 'name', from: 'card' | 'name'): Step =>
	async ({ run, before }) => {
		const wanted = before.fobs.slice(1, 4).map((one) => one[from]);
		const all = await run('credential getMany', { returnAll: true });
		const rows = all.filter((one) => wanted.includes(plainText(one[property])));
		const until = { accessExpires: '2026-12-24T00:00:00' };
		const picked = { credential: by('id', '={{ $json.id }}') };
		return rows.length > 0 && run('credential update', { ...picked, ...until }, rows);
	};
/** Some seconds later, as after a mail: what Get Many showed is saved as it was, but for some columns. */
const savesLater =
	(left: string[], more: (place: number) => IDataObject): Step =>
	async ({ run, people }) => {
		const all = await run('user getMany', { returnAll: true, simplify: false });
		await sleep(4_000);
		const rows = all
			.filter(({ id }) => people.includes(Number(id)))
			.map((one, n) => {
				const kept = Object.entries(one).filter(([name]) => !left.includes(name));
				return { ...Object.fromEntries(kept), ...more(n) };
			});
		return run('user createOrUpdate', { levelMode: 'add', ...autoMapped }, rows);
	};

/** What the last row of a table shows is not what the others do. */
const tables: Scenes = {
	'A table of holders, then Delete of the fobs that Get Many shows as of nobody': {
		given: giveFifthToAnother,
		when: [
			tableOfHolders,
			deletes('fob', listed('fob getMany'), ({ assigned }) => assigned === false),
		],
	},
	'A table of holders, then Delete of those whom Get Many shows without a card': {
		given: giveFifthToAnother,
		when: [tableOfHolders, deletes('user', withoutCards, () => true)],
	},
	'A table of ends, then Delete of the fobs that Get Many shows as ended': {
		given: (building) => {
			for (const [n, one] of fobsIn(building).entries()) {
				one.access_expires = `${n === FIFTH ? '2098' : '2026'}-01-01 00:00:00`;
			}
		},
		when: [
			tableOfEnds,
			deletes('fob', listed('fob getMany'), ({ access_expires }) =>
				/^2026/.test(plainText(access_expires)),
			),
		],
	},
	'Card numbers handed on, then an end of what Get Many shows with the former ones': [
		handedOn('card_num', 'card'),
		endsWhatHad('card_num', 'card'),
	],
	'Names handed on, then an end of what Get Many shows with the former ones': [
		handedOn('name', 'name'),
		endsWhatHad('name', 'name'),
	],
	'Other card numbers, then an end of what Get Many shows with the former ones': [
		fobs('fob update', columns({ card_num: '=99{{ $json.fob }}' })),
		endsWhatHad('card_num', 'card'),
	],
	'Delete of cards, then Create or Update of what Get Many shows, some seconds later': [
		cards('credential delete'),
		savesLater(['pin'], (n) => ({ phone: `555011${n}` })),
	],
	'Delete of people, then Create or Update of those whom Get Many shows, some seconds later': [
		({ run, people }) => run('user delete', userOfRow, rowsOf(people.slice(0, 2))),
		savesLater(['id', 'card_num'], (n) => ({ custom1: 'Blue', pin: `600${n}` })),
	],
};

const full = { options: { fullRecord: true } };
const fullOneByOne = { options: { fullRecord: true, batchSize: 1 } };

const fullRecords: Scenes = {
	Disable: [each('user disable', full)],
	'A name': [each('user update', { ...columns({ last_name: 'Gale' }), ...fullOneByOne })],
	'A custom field': [each('user update', { ...columns({ custom1: 'Blue' }), ...full })],
	'Add of a level': [
		(stage) =>
			each('user setAccessLevels', { mode: 'add', accessLevels: [stage.levels[3]], ...full })(
				stage,
			),
	],
	'Create of users': [({ run }) => run('user create', { ...autoMapped, ...full }, newUsers(3))],
	'Unassign of many fobs': [
		({ run, fobs }) =>
			run(
				'fob unassign',
				{ ...fobOfRow, ...full },
				fobs.slice(0, 7).map((fob) => ({ fob })),
			),
	],
	'Names of fobs': [renamed(full)],
	'Names of fobs, one by one': [renamed(fullOneByOne)],
	'An end of access of cards': [cardsEnding(full)],
	'An end of access of cards, one by one': [cardsEnding(fullOneByOne)],
};

const scenes: Record<string, Scenes> = {
	User: users,
	'Access levels': levels,
	'What is read in between': reads,
	Fob: fobScenes,
	Credential: credentials,
	'What a list shows': deletions,
	'What a list shows of a table': tables,
	'Return Full Record': fullRecords,
};

const fobsIn = ({ credentials }: Building) => [...credentials.values()].filter(({ fob }) => fob);

/** What there is in the end, but for what is made at random. */
function stateOf({ users, credentials, accessLevels }: Building): unknown {
	const sorted = (ids: number[]) => ids.toSorted((a, b) => a - b);
	return {
		users: [...users.values()].map((user) => ({
			...user,
			accessLevelIds: sorted(user.accessLevelIds),
		})),
		credentials: [...credentials.values()].map(({ id, name, card_num, userId, fob, ...more }) => ({
			...{ id, name, card_num, userId, fob },
			...{ from: more.access_effective, until: more.access_expires },
		})),
		accessLevels: [...accessLevels.values()],
	};
}

/** What no read of a pool tells: see 'Which servers count' in docs/readings.md. */
const OPEN_IN_POOL = new Set([
	'Unassign one by one, then a name',
	'Unassign one by one, then Get Many',
	'Delete one by one, then Create or Update with the card',
	'Create of users',
]);

let loaded: LoadedPackage;

beforeAll(async () => {
	loaded = await loadPackage();
});

/** Items by run of a node: what became of them, or what they show; nothing of those that were refused. */
interface Played {
	said: unknown[];
	state: unknown;
	/** The rows that were refused, by run. */
	refused: Array<Set<number>>;
}

/** @param left rows that are left out, by run */
async function play(
	scene: Step[] | Scene,
	lag: Lag,
	left: Array<Set<number>> = [],
): Promise<Played> {
	const lockt = await startLaggingCopy(lag);
	try {
		const { given, when } = Array.isArray(scene) ? { when: scene } : scene;
		for (const { building } of [lockt.first, lockt.copy]) {
			const people = cardHolders(building).slice(0, 6);
			const accessLevelIds = [...building.accessLevels.keys()].slice(0, 2);
			for (const user of people) {
				Object.assign(user, { enabled: true, accessLevelIds: [...accessLevelIds] });
			}
			given?.(
				building,
				people.map(({ id }) => id),
			);
		}
		const said: unknown[] = [];
		const refused: Array<Set<number>> = [];
		let count = 0;
		const runBy = (more: IDataObject): Stage['run'] => {
			const engine = new Engine(loaded, { ...lockt.credential, ...ALLOWED, ...more });
			return async (operation, parameters, rows = [{}]) => {
				const place = count++;
				const sent = [...rows.keys()].filter((n) => !left[place]?.has(n));
				const node = locktNode(nodeParameters(operation, parameters), GO_ON);
				const items = await engine.run(
					node,
					sent.map((n) => rows[n]!),
				);
				const outcomes = outcomesOf(items);
				refused[place] = new Set(sent.filter((_, n) => outcomes[n] === 'refused'));
				const shown = items.filter((_, n) => outcomes[n] !== 'refused');
				said[place] = shown.map(({ json }) => ({ ...json, warning: undefined }));
				return items.map(({ json }) => json);
			};
		};
		const stage = { ...stageOf(lockt.first.building), run: runBy({}) };
		const all = { ...stage, runByAnother: runBy({ apiUser: 'another-user' }) };
		for (const step of when) await step(all);
		return { said, refused, state: stateOf(lockt.first.building) };
	} finally {
		await lockt.stop();
	}
}

function stageOf(building: Building): Omit<Stage, 'run' | 'runByAnother'> {
	const people = cardHolders(building).slice(0, 6);
	const ids = people.map(({ id }) => id);
	const cards = [...building.credentials.values()].filter(
		({ fob, userId }) => !fob && ids.includes(userId),
	);
	return {
		building,
		people: ids,
		levels: [...building.accessLevels.keys()],
		fobs: fobsIn(building).map(({ id }) => id),
		cards: cards.map(({ id }) => id),
		before: {
			idNums: people.map(({ id_num }) => id_num),
			fobs: fobsIn(building).map(({ name, card_num, fob }) => ({
				...{ name, card: card_num, idNum: fob!.id_num },
			})),
			cards: ids.map((id) => cards.find(({ userId }) => userId === id)?.card_num),
		},
	};
}

describe('where reads lag behind, what became of all is as if they did not', () => {
	const cases = Object.entries(scenes).flatMap(([about, some]) =>
		Object.keys(some).flatMap((name) =>
			[300, 3_000, 12_000].flatMap((ms) =>
				modes
					.filter((mode) => mode !== 'pool' || !OPEN_IN_POOL.has(name))
					.map((mode) => ({ about, name, mode, ms, seed: 1, scene: some[name]! })),
			),
		),
	);

	it.each(pickCases(cases, { by: ({ about }) => about, sample: 2 }))(
		'$mode, $ms ms: $about: $name',
		async ({ scene, mode, ms, seed }) => {
			// When it is played where reads lag behind, and without the rows that are refused then where they do not
			const { refused, ...lagging } = await play(scene, { mode, ms, seed });
			const { said, state } = await play(scene, { mode, ms: 0 }, refused);
			// Then the words are true, and nobody was changed otherwise
			expect(lagging).toEqual({ said, state });
		},
	);
});
