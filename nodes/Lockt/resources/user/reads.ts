import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { DateTime } from 'luxon';
import { personOptions, simplifyFields } from '../../execution/output';
import { readList } from '../../execution/reads';
import { returnAllOrLimit } from '../../fields/limit';
import type { ReadParameter } from '../../fields/row';
import { isLocalTime } from '../../api/records/enteredDates';
import { isNoDate } from '../../api/records/noDates';
import { readMoment } from '../../api/records/moments';
import { unreadableDates } from '../../api/records/dates';
import type { LocktContext, Question } from '../../api/client';
import { LocktError, unlessRefused } from '../../api/errors';
import { withoutFobs } from '../../api/records/fobs';
import { warnOnce } from '../../api/questions/warnings';
import { leavesOut, notHeededError } from '../../api/questions/heeded';
import { levelNames } from '../../api/records/people';
import { plainText } from '../../api/text/text';
import { fob, user as kind } from '../../fields/kinds';
import { readRecords } from '../../fields/records';
import { filters } from '../../fields/collections';
import { getOne } from '../getOne';
import type { Operation } from '../operation';

const which: INodeProperties = {
	displayName: 'Which Users',
	name: 'which',
	type: 'options',
	options: [
		{
			name: 'All Card Holders',
			value: 'all',
			description: 'Everybody but administrators, whom Lockt lists apart',
		},
		{
			name: 'Installers',
			value: 'installers',
			description: 'Users with installer rights',
		},
		{
			name: 'Missing Credentials',
			value: 'missingcreds',
			description: 'Card holders who have no credential yet',
		},
		{
			name: 'Privileged',
			value: 'privileged',
			description: 'Users with access to the system itself',
		},
	],
	default: 'all',
	description: "Which of Lockt's lists: all, installers, missingcreds or privileged",
};

const userFilters = filters(
	{
		displayName: 'Enabled',
		name: 'enabled',
		type: 'boolean',
		default: true,
		description: 'Whether to return users who are enabled, or those who are not',
	},
	{
		displayName: 'Expiring Within Days',
		name: 'expiringWithin',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 36_500 },
		default: 30,
		placeholder: 'e.g. 30',
		description: 'Only users whose access ends within this many days from now',
	},
	{
		displayName: 'Search',
		name: 'search',
		type: 'string',
		default: '',
		placeholder: 'e.g. lindqvist',
		description: 'Only users with this in their name, e-mail or ID number',
	},
);

export const userReads: Operation[] = [
	getOne(kind, 'Get a user with their credentials and access levels', {
		fields: [...simplifyFields, personOptions],
		simplify: simplifyUser,
	}),
	{
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many users',
		description: 'Get users by name, e-mail, whether they are enabled, or when their access ends',
		fields: [which, ...returnAllOrLimit, userFilters, ...simplifyFields, personOptions],
		run: readList(
			(parameter) => {
				const flag = parameter('which') as string;
				return flag === 'all' ? { path: '/user' } : { path: '/user', flags: [flag] };
			},
			{
				read: readUsers,
				choose: chooseUsers,
				choosesByDate: (parameter) => readFilters(parameter).expiringWithin !== undefined,
				simplify: simplifyUser,
			},
		),
	},
];

/**
 * An answer that leaves others out is Lockt's own choice and counts as it is: the vendor's example of those who
 * miss credentials shows card numbers. Of one that leaves out nobody, those alone count who show that they have no
 * card: next may come what deletes them.
 *
 * @throws LocktError when Lockt does not heed which users are wanted, and they do not show it
 */
async function readUsers(context: LocktContext, question: Question): Promise<IDataObject[]> {
	const users = await leaveOutFobs(context, await readRecords(context, kind, question));
	const [flag] = question.flags ?? [];
	const isOfCards = flag === 'missingcreds';
	if (flag === undefined || users.every((user) => isOfCards && hasNoCard(user))) return users;
	if (await leavesOut(context, question, users)) return users;
	const showCards = users.every(({ card_num }) => card_num !== undefined);
	if (isOfCards && showCards) return users.filter(hasNoCard);
	// Users do not show whether they are installers or privileged.
	throw notHeededError(`${question.path}?${flag}`);
}

/**
 * Lockt may list fobs among its users, with one name each: whoever deletes what comes would delete them. Only where there
 * is such a one they are asked for.
 */
async function leaveOutFobs(context: LocktContext, users: IDataObject[]): Promise<IDataObject[]> {
	if (!users.some(mayBeFob)) return users;
	const fobs = await unlessRefused(readRecords(context, fob, {}));
	const people = withoutFobs(users, fobs ?? []);
	if (fobs && !people.some(mayBeFob)) return people;
	warnOnce(
		context,
		"Lockt lists somebody without first and last name: it may be a fob, or a person. Compare what 'Fob: Get Many' shows before you change or delete them",
	);
	return people;
}

function mayBeFob({ first_name, last_name, name }: IDataObject): boolean {
	const [first, last, one] = [first_name, last_name, name].map((part) => plainText(part).trim());
	return first === '' && last === '' && one !== '';
}

function hasNoCard({ card_num }: IDataObject): boolean {
	return card_num === null || (typeof card_num === 'string' && card_num.trim() === '');
}

/** Lockt has no such search: the list is searched here. */
function chooseUsers(
	users: IDataObject[],
	parameter: ReadParameter,
	zone: string | undefined,
	warn: (text: string) => void,
): IDataObject[] {
	const { enabled, expiringWithin: days, search = '' } = readFilters(parameter);
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	if (enabled !== undefined) {
		checkTold(users, 'Enabled', (user) => typeof user.enabled === 'boolean', warn);
		if (parameter('which') === 'all') refuseNobodyEnabled(users);
	}
	if (days !== undefined) {
		const showsEnds = users.some((user) => user.access_expires !== undefined);
		const dated = showsEnds ? users.filter(hasEnd) : users;
		if (zone === undefined) checkZone(dated);
		const isTold = (user: IDataObject) => readMoment(user.access_expires, zone) !== undefined;
		checkTold(dated, 'Expiring Within Days', isTold, warn);
	}
	const found = users.filter((user) => {
		const text = [user.first_name, user.last_name, user.name, user.email, user.id_num]
			.map(plainText)
			.join(' ')
			.toLowerCase();
		return (
			(enabled === undefined || user.enabled === enabled) &&
			(days === undefined || endsWithin(days, user.access_expires, zone)) &&
			words.every((word) => text.includes(word))
		);
	});
	refuseUnsearched(users, words, found, warn);
	return found;
}

/** Whether something is said of when their access ends, rightly or not. */
function hasEnd(user: IDataObject): boolean {
	return !isNoDate(user.access_expires) || unreadableDates(user).includes('access_expires');
}

/**
 * That nobody is found may be since Lockt's list does not show what is searched for.
 *
 * @throws LocktError then: of a warning in n8n's log nobody knows who gets no output
 */
function refuseUnsearched(
	users: IDataObject[],
	words: string[],
	found: IDataObject[],
	warn: (text: string) => void,
) {
	const shows = (property: string) => users.some((user) => plainText(user[property]) !== '');
	const lacks = [
		words.some((word) => word.includes('@')) && !shows('email') && 'e-mail addresses',
		words.some((word) => /\d/.test(word)) && !shows('id_num') && 'ID numbers',
	].filter((lack) => lack !== false);
	if (users.length === 0 || lacks.length === 0) return;
	const why = `Lockt's list of users shows no ${lacks.join(' and no ')}`;
	if (found.length > 0) {
		warn(`'Search' looks at the rest alone: ${why}`);
		return;
	}
	throw new LocktError(
		`Whom 'Search' means cannot be told: ${why}`,
		'Search for a name, or find the user with User: Get',
	);
}

/** @throws LocktError when the end of somebody's access is a local time: without a zone they would be left out */
function checkZone(dated: IDataObject[]) {
	if (!dated.some(({ access_expires: until }) => isLocalTime(until))) return;
	throw new LocktError(
		"'Expiring Within Days' needs the time zone of the site, and Lockt does not say it clearly",
		"Remove this filter, or ask Lockt support to set the site's time zone",
	);
}

/**
 * Who does not tell what a filter is about is left out: next may come what deletes users, or disables them.
 *
 * @throws LocktError when no user tells it: that none passes would say something else
 */
function checkTold(
	users: IDataObject[],
	filter: string,
	tells: (user: IDataObject) => boolean,
	warn: (text: string) => void,
) {
	if (users.every(tells)) return;
	if (users.some(tells)) {
		warn(
			`'${filter}' leaves out users of whom Lockt does not say it in a form that is known. System: Check Compatibility shows what Lockt sends`,
		);
		return;
	}
	throw new LocktError(
		`Which users pass '${filter}' cannot be told: Lockt does not say it in a form that is known`,
		'Remove this filter, and run System: Check Compatibility to see what Lockt sends',
	);
}

/**
 * The vendor's examples of the list have everybody disabled, as a list may that says nothing of it.
 *
 * @throws LocktError when none of several is enabled: next may come what deletes those who are not
 */
function refuseNobodyEnabled(users: IDataObject[]) {
	if (users.length < 2 || users.some(({ enabled }) => enabled !== false)) return;
	throw new LocktError(
		"Which users pass 'Enabled' cannot be told: Lockt lists nobody as enabled, so that the list may not say it",
		"Remove this filter, and look at 'enabled' of each user with User: Get",
	);
}

interface UserFilters {
	enabled?: boolean;
	expiringWithin?: number;
	search?: string;
}

function readFilters(parameter: ReadParameter): UserFilters {
	return parameter('filters', {}) as UserFilters;
}

/** Whether a date of Lockt's lies between now and so many days ahead. */
function endsWithin(days: number, value: unknown, zone: string | undefined): boolean {
	const moment = readMoment(value, zone);
	const now = DateTime.utc();
	return moment !== undefined && moment >= now && moment <= now.plus({ days });
}

function simplifyUser(record: IDataObject): IDataObject {
	const { id, id_num, first_name, last_name, email, card_num, enabled } = record;
	const { access_effective, access_expires } = record;
	return {
		id,
		id_num,
		first_name,
		last_name,
		email,
		card_num,
		enabled,
		access_effective,
		access_expires,
		accesslevels: levelNames(record),
	};
}
