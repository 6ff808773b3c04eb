import type { IDataObject } from 'n8n-workflow';
import { booleanIn, recordsWithin } from '../../api/records/forms';
import { LocktError } from '../../api/errors';
import { OPEN, type Finding, type Risk, type Watch } from '../../execution/plans';
import { plainText, quote } from '../../api/text/text';
import { unseen } from '../../execution/watching';
import { user as kind } from '../../fields/kinds';
import type { Field } from '../../fields/field';
import type { Lookups } from '../../fields/lookups';
import { patchableFields, personFields } from '../../fields/userFields';
import { risksOfFields, soughtOf } from './fields';
import { NO_CARDS } from '../user/credentials';
import {
	findLost,
	findMissing,
	findMore,
	levelsOf,
	readHolder,
	type Level,
	type LevelMode,
} from '../user/levels';
import { nameUser } from '../user/nameUser';
import type { Watched } from './watched';

/**
 * Compares a user as they are before and after a change: nobody loses access levels or is let in by what was to stay
 * as it is. Reference, Processing Options: `replace_privileges` is text in the examples and boolean in the definitions,
 * and true unless it counts; of a user without levels in the body nothing is said.
 *
 * @param isRead whether the user is read right before the change anyway
 */
export function watchUser(id: number, mode: LevelMode, isRead = false): Watch {
	return async (record, lookups, isSeen) => {
		if (!isRead && kindsSought(record, mode).every(isSeen)) return [];
		const before = await lookups.readFull(kind, id).catch((error: unknown) => error as Error);
		if (before instanceof Error) {
			if (record.enabled === undefined) throw before;
			// What it was to become can be seen all the same.
			return [
				...unseen(before, 'whether anything else was changed'),
				...risksOfSwitch(id, {}, record),
			];
		}
		const read = (later: Lookups) => later.readFull(kind, id);
		const watched = { kind, fields: fieldsFor(record), read };
		return [
			...risksOfSwitch(id, before, record),
			...risksOfLevels(id, before, record, mode),
			...riskOfFobs(watched, before),
			...(await risksOfFields(watched, before, record, lookups)),
		];
	};
}

/** Those that are compared value by value. */
export const FIELDS = [...personFields, ...patchableFields].filter(
	({ holds }) => holds.is !== 'yesNo' && holds.is !== 'many',
);

/** What takes all cards away is no card that somebody gets or keeps. */
function fieldsFor({ card_num }: IDataObject): Field[] {
	return card_num === NO_CARDS ? FIELDS.filter(({ id }) => id !== 'card_num') : FIELDS;
}

/** For what somebody is read beforehand until it was seen to go right. */
function kindsSought(record: IDataObject, mode: LevelMode): string[] {
	const { enabled, accesslevels, card_num } = record;
	const fields = fieldsFor(record).filter(({ id }) => id in record);
	return [
		...soughtOf(fields, record),
		...(enabled === undefined ? [keeps(true), keeps(false)] : [becomes(enabled)]),
		...(accesslevels === undefined ? [UNSAID] : mode === 'replace' ? [] : [NAMED, FIRST]),
		...(card_num === NO_CARDS ? [FOBS] : []),
	];
}

/** Who was disabled already does not show that others are disabled. */
const becomes = (enabled: unknown) => `becomes enabled ${booleanIn(enabled)}`;
const keeps = (enabled: boolean) => `keeps enabled ${enabled}`;
const UNSAID = 'keeps levels that are not named';
/** Who has none does not show that others keep theirs. */
const NONE = 'gets no levels';
const FIRST = 'gets the first levels';
/** Who had them already does not show that others get them. */
const HAD = 'keeps the levels that are named';
const NAMED = 'has the levels that are named';

function risksOfSwitch(id: number, before: IDataObject, { enabled: asked }: IDataObject): Risk[] {
	const was = before.enabled;
	const wanted = asked === undefined ? was : booleanIn(asked);
	if (typeof wanted !== 'boolean')
		return [{ kind: 'keeps enabled', open: SWITCH, check: noSwitch }];
	const stays = asked === undefined ? keeps(wanted) : `stays enabled ${wanted}`;
	return [
		{
			kind: was === wanted ? stays : becomes(asked),
			open: SWITCH,
			showsNothing: typeof was !== 'boolean',
			check: async (later) => findSwitched(wanted, await later.readFull(kind, id)),
		},
	];
}

function risksOfLevels(
	id: number,
	before: IDataObject,
	record: IDataObject,
	mode: LevelMode,
): Risk[] {
	const isNamed = record.accesslevels !== undefined;
	if (isNamed && mode === 'replace') return [];
	const kept = levelsOf(before);
	const held = [...(kept ?? []), ...(levelsOf(record) ?? [])];
	const ids = [...new Set(held.map((level) => level.id))];
	return [
		{
			kind: isNamed ? kindOfNamed(kept, ids) : ids.length > 0 ? UNSAID : NONE,
			open: 'whether the access levels of the user are as they were to be',
			showsNothing: !kept,
			check: async (later) => {
				const { name, levels } = await readHolder(id, later);
				if (!kept) throw new LocktError('Lockt did not show them clearly before the change', '');
				const keptIds = kept.map((level) => level.id);
				return (
					findLost(name, keptIds, levels) ??
					findMissing(name, ids, levels) ??
					findMore(name, ids, levels)
				);
			},
		},
	];
}

const FOBS = 'keeps fobs';

/** Nothing here takes fobs. Reference, user PUT, Behaviors: -1 takes all credentials "except fobs". */
function riskOfFobs({ read }: Watched, before: IDataObject): Risk[] {
	const held = fobsOf(before);
	if (held.length === 0) return [];
	return [
		{
			kind: FOBS,
			open: 'whether the fobs of the user are still there',
			oneShows: true,
			check: async (later) => {
				const after = await read(later);
				if (!Array.isArray(after.credentials)) return OPEN;
				const ids = recordsWithin(after.credentials).map((one) => one.id);
				const lost = held.filter((fob) => !ids.includes(fob.id));
				return lost.length === 0 ? undefined : findLostFobs(after, lost);
			},
		},
	];
}

const fobsOf = ({ credentials }: IDataObject) =>
	recordsWithin(credentials).filter(({ fob, id }) => fob === true && id !== undefined);

function findLostFobs(after: IDataObject, lost: IDataObject[]): Finding {
	const cards = lost.map(
		({ id, card_num }) => `${quote(plainText(card_num))} (ID ${plainText(id)})`,
	);
	return {
		problem: `Not as Lockt said: ${nameUser(after)} has lost the fobs ${cards.join(', ')}`,
		advice: 'Give them back with Fob: Reassign. Ask Lockt support why its API does so',
	};
}

/** @param ids of all levels that are kept or sent */
function kindOfNamed(kept: Level[] | undefined, ids: number[]): string {
	if (kept?.length === 0) return FIRST;
	return kept?.length === ids.length ? HAD : NAMED;
}

export const SWITCH = 'whether the user is enabled';

const switchError = () =>
	new LocktError('Lockt does not say clearly whether the user is enabled', '');

const noSwitch = () => Promise.reject(switchError());

/** @throws LocktError when it is not said clearly */
export function findSwitched(wanted: boolean, after: IDataObject): Finding | undefined {
	const { enabled } = after;
	if (typeof enabled !== 'boolean') throw switchError();
	if (enabled === wanted) return undefined;
	const act = wanted
		? 'Look at the user in Lockt in a few minutes, as it may show it late, or have enabled somebody else, and enable them there'
		: 'Disable the user in Lockt, and look whether somebody else was disabled instead';
	return {
		problem: `Not as Lockt said: it shows ${nameUser(after)} as ${enabled ? 'enabled' : 'disabled'}, who was to be ${wanted ? 'enabled' : 'disabled'}`,
		advice: `${act}. Ask Lockt support why its API does not`,
	};
}
