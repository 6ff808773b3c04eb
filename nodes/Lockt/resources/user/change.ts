import type { IDataObject } from 'n8n-workflow';
import { canSendBack } from '../../api/records/dates';
import { isOpenDate } from '../../api/records/noDates';
import { LocktError } from '../../api/errors';
import { recordsWithin } from '../../api/records/forms';
import { isMasked } from '../../api/text/masked';
import { saysNothing } from '../../api/text/nothing';
import { isRecord, plainText, unpadded } from '../../api/text/text';
import { isBlank } from '../../api/text/values';
import { readAgain, type RecordName } from '../../execution/confirming';
import type { Plan, Settled } from '../../execution/plans';
import { credential, user as kind } from '../../fields/kinds';
import type { Field } from '../../fields/field';
import { lookInTurn } from '../../execution/lookInTurn';
import type { Lookups } from '../../fields/lookups';
import { addressTo, cameAsNumber, mayHave } from '../../fields/records';
import { NEVER_BLANK, patchableFields, personFields } from '../../fields/userFields';
import { access, wrongDates } from '../../fields/validity';
import { forPost, numbersOf, patchUser, refuseProblems, saveUsers, textOf } from './calls';
import { datesOf } from './datesOf';
import { addToHeld, refusesHeld, verifyLevels, type LevelMode } from './levels';
import { pinProblems } from './pins';
import { cardTaken, takenProblems } from './taken';
import { watchUser } from '../watching/user';

const PATCHABLE = new Set(patchableFields.map(({ id }) => id));

/** What a POST must say for it to stay as it is. Dates are told apart; cards and levels stay without it. */
const SAVED = [
	...personFields,
	...patchableFields.filter(({ holds }) => holds.is === 'text' || holds.is === 'yesNo'),
];

/** What Lockt shows of everybody who is read alone; without it nothing says how it would stay as it is. */
const SHOWN = new Set([...personFields.map(({ id }) => id), 'enabled']);

/** What a change to a user starts from. */
export interface Wanted {
	id: number;
	/** By what the item names them. */
	names: RecordName[];
	/** The values that the user is to have, in the forms of the API; a blank text clears. */
	fields: IDataObject;
	levels: LevelMode;
	/** The user as a list shows them, when one was read. */
	known?: IDataObject;
	/** What is wrong with the row already. */
	problems: string[];
}

/**
 * How to bring a user to what is wanted: not at all, by a PUT of what differs, or by a POST of the
 * whole user. Names, contacts and the PIN can only be changed by POST, which wants all of them; the
 * PIN is in no list, so that the user is read alone then.
 */
export async function planChange(wanted: Wanted, lookups: Lookups): Promise<Plan | Settled> {
	const { id, names, fields } = wanted;
	const shown = await readCurrent(wanted, lookups);
	const [current, full] = [shown.current, shown.full].map((one) => one && asNamed(one, names));
	const changed = current ? await changesOf(wanted, current, lookups) : fields;
	const shows = addressTo(id, fields);
	const unique = { User: id, ...numbersOf(fields) };
	if (isNothing(changed) && wanted.problems.length === 0) {
		const isByList = wanted.known !== undefined && !full;
		if (isByList && (await lookups.mayListLag(kind)))
			return planChange({ ...wanted, known: undefined }, lookups);
		return { outcome: 'unchanged', shows, unique };
	}
	const dates = current && (await datesOf(current, lookups));
	const mode = fields.accesslevels === undefined ? 'add' : wanted.levels;
	// Who had to be read in full although the list was there is saved with the others, in batches.
	const isPatch = isPatchable(changed) && !(wanted.known && full);
	if (full && !isPatch) refuseUnshown(full, changed);
	// An ID is nobody else's by now; a number or an e-mail address may be.
	const isByNumber = names.some(({ property }) => property !== 'id');
	const isReadAgain = !isPatch || current !== undefined || isByNumber;
	const callAs = isPatch ? patchUser : saveUsers;
	const record = isPatch
		? addressTo(id, changed)
		: await saved(full ?? current ?? {}, changed, id, lookups);
	const taken = isPatch ? [] : await takenProblems(record, changed, lookups);
	const inTurn = lookInTurn(lookups);
	const renewAs = (sent: LevelMode) => async (fresh: Lookups) => {
		const user = isReadAgain ? asNamed(await readAgain(kind, id, names, fresh), names) : undefined;
		const differing = user ? await changesOf(wanted, user, fresh) : fields;
		if (isNothing(differing)) return { outcome: 'unchanged' as const, shows };
		refuseProblems([
			...pinProblems(differing, user),
			...(await cardProblems(differing, user, fresh)),
		]);
		const { accesslevels, ...rest } = differing;
		const levels = await levelsToSend(wanted, accesslevels, sent, fresh);
		const all = { ...rest, ...levels.record };
		if (!isPatch) refuseUnshown(user!, differing);
		else refuseWhole(differing);
		const changes = Object.keys(differing);
		if (isPatch) return { record: addressTo(id, all), changes, ...levels.checks };
		const whole = await saved(user!, all, id, fresh);
		refuseProblems(await inTurn(fresh, (known) => takenProblems(whole, all, known)));
		return { record: whole, changes, ...levels.checks };
	};
	return {
		call: callAs(mode),
		record,
		renew: renewAs(mode),
		outcome: 'updated',
		changes: Object.keys(changed),
		shows,
		problems: [
			...wanted.problems,
			...taken,
			...pinProblems(changed, current),
			...(await cardProblems(changed, current, lookups)),
			...(await wrongDates(access, changed, lookups, dates)),
		],
		unique,
		found: { kind, property: 'id', value: id },
		watch: watchUser(id, mode, isReadAgain),
		otherwise: (problems) =>
			mode === 'add' && fields.accesslevels !== undefined && refusesHeld(problems)
				? {
						call: callAs('replace'),
						renew: renewAs('replace'),
						watch: watchUser(id, 'replace', isReadAgain),
					}
				: undefined,
	};
}

/** A user with what came as a number as the text that a question has shown it to be: that by which they were found. */
function asNamed(user: IDataObject, names: RecordName[]): IDataObject {
	const open = names.filter(({ property }) => cameAsNumber(property, user));
	return { ...user, ...Object.fromEntries(open.map(({ property, value }) => [property, value])) };
}

const isNothing = (fields: IDataObject) => Object.keys(fields).length === 0;

/** @throws LocktError where a PUT was planned, but what differs by now takes a POST of the whole user */
function refuseWhole(differing: IDataObject): void {
	const changed = personFields.filter(({ id }) => id in differing).map(({ label }) => `'${label}'`);
	if (changed.length === 0) return;
	throw new LocktError(
		`${changed.join(', ')} of the user was as the item wants it, but was changed in Lockt while the item waited`,
		'Run this item again, so that the user is read anew. Nothing was sent to Lockt',
	);
}

/** The user as far as it must be known, read in full where the list does not show what is to change. */
async function readCurrent({ id, fields, known }: Wanted, lookups: Lookups) {
	const isShown = ([name, value]: [string, unknown]) =>
		known !== undefined && name in known && !(name === 'card_num' && differs(known, name, value));
	const isEnough = known
		? Object.entries(fields).every(isShown) && !(await isFiller(known, fields, lookups))
		: isPatchable(fields) && fields.card_num === undefined;
	const full = isEnough ? undefined : await lookups.readFull(kind, id);
	return { current: full ?? known, full };
}

/** The vendor's examples of the list have everybody disabled: where nobody is enabled in it, it may say nothing of that. */
async function isFiller(
	known: IDataObject,
	{ enabled }: IDataObject,
	lookups: Lookups,
): Promise<boolean> {
	return enabled === false && known.enabled === false && lookups.isAlways(kind, 'enabled', false);
}

function isPatchable(fields: IDataObject): boolean {
	return Object.keys(fields).every((name) => PATCHABLE.has(name));
}

/** The whole user for a POST: as they are, but for what changes. Read last, it undoes nobody's change. */
async function saved(
	user: IDataObject,
	changed: IDataObject,
	id: number,
	lookups: Lookups,
): Promise<IDataObject> {
	await refuseMovedDates(user, changed, lookups);
	return forPost(addressTo(id, { ...(await savedFields(user, lookups)), ...changed }));
}

/**
 * @throws LocktError where something that is to stay as it is was not shown, or not as it is: sent back, it
 * could clear a PIN, or let somebody in who was disabled
 */
function refuseUnshown(user: IDataObject, changed: IDataObject): void {
	const unclear = SAVED.filter((field) => !(field.id in changed) && !isShown(user, field));
	if (unclear.length === 0) return;
	const labels = unclear.map(({ label }) => `'${label}'`).join(', ');
	throw new LocktError(
		`${labels} of the user cannot be kept as before: Lockt does not show what it is`,
		`Give ${labels} as well. Nothing was sent to Lockt`,
	);
}

function isShown(user: IDataObject, { id, holds }: Field): boolean {
	const value: unknown = user[id];
	if (value === undefined) return !SHOWN.has(id);
	if (holds.is === 'yesNo') return typeof value === 'boolean';
	if (isRecord(value) || typeof value === 'boolean') return false;
	// As a number it has lost its leading zeros.
	if (typeof value === 'number') return false;
	const text = plainText(value).trim();
	if (text === '') return !NEVER_BLANK.has(id);
	if (NEVER_BLANK.has(id) && saysNothing(text)) return false;
	return holds.is === 'digits' ? /^\d+$/.test(text) : !isMasked(text);
}

/** @throws LocktError where a date that is to stay as it is would have to be sent as another moment */
async function refuseMovedDates(
	user: IDataObject,
	changed: IDataObject,
	{ zone }: Lookups,
): Promise<void> {
	for (const { id, label } of [access.from, access.until]) {
		const value = user[id];
		if (id in changed) continue;
		if (id === access.until.id && isOpenDate(value)) {
			throw new LocktError(
				`'${label}' of the user cannot be kept as it is: it is so long past that Lockt may mean by it that there is no end, or that access has ended`,
				`Give '${label}' as well, or clear it with Update if there is no end. Nothing was sent to Lockt`,
			);
		}
		if (canSendBack(value, undefined) || canSendBack(value, await zone())) continue;
		throw new LocktError(
			`'${label}' of the user cannot be kept as it is: its form, or the time zone of the site, is not known`,
			`Give '${label}' as well, in the site's local time. Nothing was sent to Lockt`,
		);
	}
}

/** What a user does not have yet of what is wanted. */
async function changesOf(
	{ fields, levels }: Wanted,
	current: IDataObject,
	lookups: Lookups,
): Promise<IDataObject> {
	const dates = await datesOf(current, lookups);
	const holdsCard = fields.card_num !== undefined && (await hasCard(current, fields, lookups));
	const entries = Object.entries(fields).flatMap(([name, value]): Array<[string, unknown]> => {
		if (name === 'accesslevels') {
			const missing = levelsMissing(idsOf(value), idsOf(current.accesslevels), levels);
			return missing ? [[name, missing.map((id) => ({ id }))]] : [];
		}
		if (name === 'card_num' && holdsCard) return [];
		// What is to be cleared may be blank only in this answer.
		const isSent = isBlank(value) || differs({ ...current, ...dates }, name, value);
		return isSent ? [[name, value]] : [];
	});
	return Object.fromEntries(entries) as IDataObject;
}

/**
 * The access levels as they are sent, and how to see what became of them. Where they replace others all of them are
 * sent, as nobody knows what Lockt takes away where none are named.
 *
 * @param missing what differs by now, if anything
 * @param mode in which they are sent: where some are to be added, all may have to replace those that there are
 */
async function levelsToSend(
	{ id, fields, levels }: Wanted,
	missing: IDataObject[string],
	mode: LevelMode,
	lookups: Lookups,
): Promise<{ record?: IDataObject; checks?: Pick<Plan, 'verify'> }> {
	if (fields.accesslevels === undefined) return {};
	if (mode === 'replace') {
		const given = idsOf(fields.accesslevels);
		const all = levels === 'add' ? await addToHeld(id, given, lookups) : [...new Set(given)];
		return {
			record: levelsAs(all),
			...(missing !== undefined && { checks: { verify: verifyLevels(id, all) } }),
		};
	}
	if (missing === undefined) return {};
	return { record: levelsAs(await addToHeld(id, idsOf(missing), lookups)) };
}

const levelsAs = (ids: number[]): IDataObject => ({ accesslevels: ids.map((id) => ({ id })) });

/** Nothing when the user has them already. One that is named twice would be refused. */
function levelsMissing(given: number[], held: number[], mode: LevelMode): number[] | undefined {
	const wanted = [...new Set(given)];
	const missing = wanted.filter((id) => !held.includes(id));
	if (mode === 'add') return missing.length > 0 ? missing : undefined;
	return missing.length > 0 || held.some((id) => !wanted.includes(id)) ? wanted : undefined;
}

/** Reference, user POST and PUT, Behaviors: a card number is ignored where there is one already. */
async function cardProblems(
	{ card_num }: IDataObject,
	current: IDataObject = {},
	lookups: Lookups,
): Promise<string[]> {
	if (card_num === undefined) return [];
	const [card] = cardsOf(current);
	if (card !== undefined) {
		return [
			`'Card Number': the user has the card ${card} already, and Lockt does not exchange it. Remove the credential first`,
		];
	}
	return cardTaken({ card_num }, lookups);
}

/** Whether a user has a card. What came as a number may be it: then it is asked for. */
async function hasCard(
	user: IDataObject,
	{ card_num }: IDataObject,
	lookups: Lookups,
): Promise<boolean> {
	const number = plainText(card_num);
	const mayBe = cardsWithin(user).filter(mayHave('card_num', number));
	if (mayBe.some((card) => !cameAsNumber('card_num', card))) return true;
	if (mayBe.length === 0) return false;
	const found = await lookups.find(credential, 'card_num', number);
	return found.some((one) => one.user_id === user.id || mayBe.some(({ id }) => id === one.id));
}

/** The card numbers of a user, fobs aside. */
function cardsOf(user: IDataObject): string[] {
	return cardsWithin(user)
		.map(({ card_num }) => plainText(card_num))
		.filter(Boolean);
}

function cardsWithin({ credentials, card_num }: IDataObject): IDataObject[] {
	return isRecord(credentials)
		? recordsWithin(credentials).filter(({ fob }) => fob !== true)
		: [{ card_num }];
}

/** What came as a number may stand for several texts, 42 and 0042: it is like none of them. */
function differs(current: IDataObject, name: string, value: unknown): boolean {
	return cameAsNumber(name, current) || textOf(unpadded(current[name])) !== textOf(value);
}

function idsOf(list: unknown): number[] {
	return recordsWithin(list).map(({ id }) => Number(id));
}

/**
 * All that a POST must say for everything to stay as it is. What is shown as blank is blank without it, too; said,
 * it would erase what was not shown.
 */
async function savedFields(whole: IDataObject, lookups: Lookups): Promise<IDataObject> {
	const shown = SAVED.flatMap(({ id }): Array<[string, unknown]> =>
		whole[id] === undefined ? [] : [[id, unpadded(whole[id] ?? '')]],
	);
	const dates = Object.entries(await datesOf(whole, lookups));
	const said = [...shown, ...dates].filter(([name, value]) => value !== '' || SHOWN.has(name));
	return Object.fromEntries(said) as IDataObject;
}
