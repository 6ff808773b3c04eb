import { doorsOf } from '../building/building';
import {
	before,
	blank,
	cardNums,
	dateFormat,
	doorsOnce,
	doorsValid,
	emailFormat,
	emails,
	exists,
	fobNames,
	idOf,
	idOfCredential,
	idOfUserOrNobody,
	idsOf,
	isBlank,
	isFob,
	levelsOnce,
	levelsValid,
	LIMITS,
	missing,
	names,
	nonDigits,
	nonDigitsOrRemoval,
	nonNumeric,
	notFob,
	notPast,
	phoneFormat,
	schedulesValid,
	text,
	tooLong,
	userIdNums,
	type Check,
	type Scene,
} from './checks';

/** One line of the vendor's validation table, or of a page's "Behaviors". */
export interface Rule {
	/** e.g. POST /user */
	on: string;
	/** User POST tells inserts and updates apart by the ID. */
	when?: 'insert' | 'update';
	field: string;
	/** What is looked for, as the vendor words it. */
	about: string;
	check: Check;
}

const NAME_EXISTS = 'Already exists in system';
const MISSING = 'Missing or blank';
const NON_NUMERIC = 'Non-Numeric';
const LENGTH = 'Length versus system limit';
const DATE = 'Valid date format';
const VALID = 'Id is valid';

type Line = [field: string, about: string, check: Check];

const doorNameInBatch = {
	// Known issue: names are not compared within the call.
	inBatch: ({ knownIssues }: Scene['readings']) => knownIssues === 'fixed',
};

const dates: Line[] = [
	['access_effective', DATE, dateFormat],
	['access_expires', DATE, dateFormat],
];

const userOnInsertAndUpdate: Line[] = [
	['id', MISSING, missing],
	['id', NON_NUMERIC, nonNumeric],
	['id_num', MISSING, missing],
	['id_num', NAME_EXISTS, exists('ID Number', userIdNums)],
	['first_name', MISSING, missing],
	['last_name', MISSING, missing],
	['email', MISSING, missing],
	['email', 'Proper email format', emailFormat],
	['email', NAME_EXISTS, exists('Email', emails)],
	['phone', MISSING, missing],
	['phone', 'Proper phone format', phoneFormat],
	['pin', MISSING, missing],
	['pin', NON_NUMERIC, nonDigits],
	['pin', LENGTH, tooLong(LIMITS.pin)],
	['card_num', LENGTH, tooLong(LIMITS.card_num)],
	...dates,
	['accesslevels', VALID, levelsValid],
	['accesslevels', 'Duplicate Assigned Access Levels', levelsOnce],
];

const fobFields = (presence: Check): Line[] => [
	['name', MISSING, presence],
	['name', NAME_EXISTS, exists('Fob Name', fobNames)],
	['id_num', MISSING, presence],
	['card_num', NON_NUMERIC, nonDigits],
	['card_num', LENGTH, tooLong(LIMITS.card_num)],
	['card_num', NAME_EXISTS, exists('Card Number', cardNums)],
	...dates,
];

/** Reference, "The following validations are performed", and the pages' Behaviors. */
export const rules: Rule[] = [
	...on('POST /accesslevel', [
		['name', MISSING, missing],
		['name', NAME_EXISTS, exists('Access Level Name', names('accessLevels'))],
		['doors', 'Door ID is valid', doorsValid],
		['doors', 'Door ID is not duplicate', doorsOnce],
		['doors', 'Schedule ID is valid', schedulesValid],
	]),
	...on('DELETE /accesslevel', [
		['id', MISSING, missing],
		['id', VALID, idOf('accessLevels')],
	]),
	...on('DELETE /credential', [
		['id', MISSING, missing],
		['id', NON_NUMERIC, nonNumeric],
		['id', VALID, onlyNumbers(idOfCredential)],
		['id', 'Id is not a Fob', notFob],
	]),
	// The page is missing; these follow its neighbours (api-readings).
	...on('PUT /credential', [
		['id', MISSING, missing],
		['id', NON_NUMERIC, nonNumeric],
		['id', VALID, onlyNumbers(idOfCredential)],
		...dates,
		['access_effective', 'Before access_expires', before('access_expires')],
	]),
	...on('POST /door', [
		['name', MISSING, missing],
		['name', NAME_EXISTS, exists('Door Name', names('doors'), doorNameInBatch)],
		['location_id', VALID, idOf('locations')],
	]),
	...on('DELETE /door', [
		['id', MISSING, missing],
		['id', VALID, idOf('doors')],
	]),
	...on('POST /unlock', [
		['id', MISSING, missing],
		['id', VALID, idOf('doors')],
	]),
	...on('POST /fob', fobFields(missing)),
	...on('PUT /fob', [
		['id', MISSING, missing],
		['id', 'Id is a Fob', isFob],
		['user_id', VALID, idOfUserOrNobody],
		// Of the fields the page's own example leaves out, those that come may not be blank.
		...fobFields(blank),
	]),
	...on('DELETE /fob', [
		['id', MISSING, missing],
		['id', NON_NUMERIC, nonNumeric],
		['id', 'Id is a Fob', onlyNumbers(isFob)],
	]),
	...on('POST /location', [
		['name', MISSING, missing],
		['name', NAME_EXISTS, exists('Location Name', names('locations'))],
		['locationtype', MISSING, missing],
		['locationtype', VALID, idOf('locationTypes')],
	]),
	...on('DELETE /user', [
		['id', MISSING, missing],
		['id', NON_NUMERIC, nonNumeric],
		['id', VALID, onlyNumbers(idOf('users'))],
	]),
	...on(
		'POST /user',
		[
			...userOnInsertAndUpdate,
			['card_num', NON_NUMERIC, nonDigits],
			['card_num', NAME_EXISTS, exists('Card Number', cardNums)],
		],
		'insert',
	),
	...on(
		'POST /user',
		[
			...userOnInsertAndUpdate,
			['card_num', NON_NUMERIC, nonDigitsOrRemoval],
			['id', 'Used for update determination', onlyNumbers(idOf('users'))],
		],
		'update',
	),
	...on('PUT /user', [
		['id', 'Required', missing],
		['id', NON_NUMERIC, nonNumeric],
		['id', VALID, onlyNumbers(idOf('users'))],
		['card_num', NON_NUMERIC, nonDigitsOrRemoval],
		['card_num', LENGTH, tooLong(LIMITS.card_num)],
		...dates,
		['access_effective', 'Before access_expires', before('access_expires')],
		['access_expires', 'Not in the past', notPast],
		['accesslevels', VALID, levelsValid],
		['accesslevels', 'Duplicate Assigned Access Levels', levelsOnce],
	]),
	...on('POST /delegate', [
		['from_user_id', VALID, presentAnd(idOf('users'))],
		['to_user_id', VALID, presentAnd(idOf('users'))],
		['doors', 'Only doors the user has access to', delegable],
		...dates,
		['access_effective', 'Before access_expires', before('access_expires')],
		['access_expires', MISSING, missing],
		['access_expires', 'Not in the past', notPast],
	]),
	...on('POST /anonymize', [['user_id', VALID, idOf('users')]]),
];

/** All that is wrong with a record of a call, in the order of the rules. */
export function problemsOf(endpoint: string, when: Rule['when'], scene: Scene): string[] {
	return rules
		.filter((rule) => rule.on === endpoint && (!rule.when || rule.when === when))
		.map(({ field, check }) => check(scene.input[field], field, scene))
		.filter((problem) => problem !== undefined);
}

function on(endpoint: string, lines: Line[], when?: Rule['when']): Rule[] {
	return lines.map(([field, about, check]) => ({
		on: endpoint,
		field,
		about,
		check,
		...(when && { when }),
	}));
}

/** What is no number was said already. */
function onlyNumbers(check: Check): Check {
	return (value, ...rest) => (/^-?\d+$/.test(text(value)) ? check(value, ...rest) : undefined);
}

function presentAnd(check: Check): Check {
	return (value, ...rest) => (isBlank(value) ? missing(value, ...rest) : check(value, ...rest));
}

/** Reference, delegate POST, Behaviors: one's own doors alone, not those one was lent. */
function delegable(value: unknown, _: string, { building, input }: Scene): string | undefined {
	const from = building.users.get(Number(input.from_user_id));
	const own = from ? doorsOf(building, from, { own: true }) : new Set<number>();
	const ids = idsOf(value);
	if (ids.length === 0) return 'Missing or blank doors';
	return (
		ids
			.filter((id) => !own.has(id))
			.map((id) => `Door id ${id} is not available to delegate`)
			.join('; ') || undefined
	);
}
