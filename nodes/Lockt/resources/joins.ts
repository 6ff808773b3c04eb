import type { IDataObject } from 'n8n-workflow';
import { groupBy } from '../api/text/groupBy';
import { readCard } from '../api/records/card';
import { findFobs, findHoldings, showHolders } from '../api/records/fobs';
import { booleanIn, listOf, recordsWithin } from '../api/records/forms';
import { knownHoldersOf } from '../api/records/holders';
import { hoursInWords } from '../api/records/hoursInWords';
import { isObject, plainText } from '../api/text/text';
import type { Join } from '../execution/joins';
import * as kinds from '../fields/kinds';
import type { Kind } from '../fields/kinds';
import type { Lookups } from '../fields/lookups';

/** A schedule with its days and times as people say them. */
export const hoursOfSchedule: Join = {
	add: (records) => records.map((record) => besideName(record, { hours: hoursInWords([record]) })),
};

/** A record with what is told of it right behind its name: of a table people see the first columns. */
function besideName(record: IDataObject, told: IDataObject): IDataObject {
	const others = Object.entries(record).filter(([property]) => !Object.hasOwn(told, property));
	const place = others.findIndex(([property]) => property === 'name') + 1;
	const [before, after] = [others.slice(0, place), others.slice(place)];
	return Object.fromEntries([...before, ...Object.entries(told), ...after]);
}

/** The doors of an access level with their names, and with their schedules in words. */
export const namesOfLevel: Join = {
	option: {
		displayName: 'Add Schedules',
		name: 'addSchedules',
		type: 'boolean',
		default: true,
		description:
			"Whether each door shows the name of its schedule and its hours, such as Mon-Fri 07:00-19:00. Takes one request more, or two where Lockt leaves out the doors' names.",
	},
	add: async (levels, lists) => {
		const all = levels.flatMap(({ doors }) => recordsWithin(doors));
		const schedules = all.some(({ schedule_id }) => plainText(schedule_id) !== '')
			? await lists.read('which schedules the doors have', ({ readAll }) => readAll(kinds.schedule))
			: [];
		const doors = all.some(({ name }) => plainText(name) === '')
			? await lists.read('what the doors are called', ({ readAll }) => readAll(kinds.door))
			: [];
		const rowsOf = groupById(schedules ?? []);
		const doorsOf = groupById(doors ?? []);
		const tellDoor = (door: Record<string, unknown>) => {
			const rows = rowsOf.get(plainText(door.schedule_id)) ?? [];
			return {
				...door,
				name: plainText(door.name) || nameIn(doorsOf.get(plainText(door.id))),
				schedule: nameIn(rows),
				hours: hoursInWords(rows),
			};
		};
		return levels.map((level) => {
			const shown = listOf(level.doors);
			if (shown.length === 0) return level;
			return { ...level, doors: shown.map((door) => (isObject(door) ? tellDoor(door) : door)) };
		});
	},
};

/** How those are read that may have the cards of some records. */
type ReadCards = (kind: Kind, records: IDataObject[], lookups: Lookups) => Promise<IDataObject[]>;

/** Fobs with who has them. */
const holdersBy = (readCards: ReadCards): Join => ({
	option: {
		displayName: 'Add Holder',
		name: 'addHolder',
		type: 'boolean',
		default: true,
		description:
			'Whether each fob shows who has it, which Lockt keeps with the credentials. Takes one request more.',
	},
	add: async (fobs, lists) => {
		const holdingOf = await lists.read('who has the fobs', async (lookups) => {
			if (fobs.every(knownHoldersOf)) return findHoldings([]);
			const credentials = await readCards(kinds.credential, fobs, lookups);
			const areShown =
				showHolders(credentials) || showHolders(await lookups.readAll(kinds.credential));
			return findHoldings(credentials, areShown);
		});
		return fobs.map((fob) => {
			const { ids, name } = holdingOf?.(fob) ?? {};
			const [id, other] = ids ?? [];
			return besideName(fob, {
				holder: ids?.length === 0 ? '' : (name ?? null) || null,
				holder_id: id !== undefined && other === undefined ? Number(id) : null,
				assigned: ids ? ids.length > 0 : null,
			});
		});
	},
});

/** Credentials with whether they are fobs. */
const fobsBy = (readCards: ReadCards): Join => ({
	option: {
		displayName: 'Add Fob',
		name: 'addFob',
		type: 'boolean',
		default: true,
		description:
			'Whether each credential shows if it is a fob, by the list of fobs. Takes one request more.',
	},
	add: async (credentials, lists) => {
		const isFob = await lists.read('which credentials are fobs', async (lookups) => {
			const isTold = credentials.every(({ fob }) => booleanIn(fob) !== undefined);
			return findFobs(isTold ? [] : await readCards(kinds.fob, credentials, lookups));
		});
		return credentials.map((one) => ({ ...one, fob: isFob?.(one) ?? null }));
	},
});

const readList: ReadCards = (kind, _, { readAll }) => readAll(kind);

/** One record is asked for alone. */
const readOne: ReadCards = (kind, [record], { readAll, find }) => {
	const card = record?.card_num;
	const isText = typeof card === 'string' && readCard(card) !== '';
	return isText ? find(kind, 'card_num', readCard(card)) : readAll(kind);
};

export const holderOfFob = { each: holdersBy(readList), one: holdersBy(readOne) };

export const fobOfCredential = { each: fobsBy(readList), one: fobsBy(readOne) };

const groupById = (records: IDataObject[]) => groupBy(records, ({ id }) => [plainText(id)]);

/** The name that they all have; null where there is none, or not one alone. */
function nameIn(records: IDataObject[] = []): string | null {
	const names = new Set(records.map(({ name }) => plainText(name)));
	const [name = '', other] = names;
	return other === undefined && name !== '' ? name : null;
}
