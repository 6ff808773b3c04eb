import type { IDataObject } from 'n8n-workflow';
import type { ReadEndpoint } from '../endpoints';
import { batteriesFrom } from '../questions/batteries';
import { eventsFrom, readOutcome } from '../records/events';
import { listOf } from '../records/forms';
import { isMasked } from '../text/masked';
import { isRecord, plainText } from '../text/text';

/** Values of records that are read, but not understood: what the node does with them then. None is repeated. */
interface Unclear {
	isOf: (endpoint: ReadEndpoint) => boolean;
	find: (records: IDataObject[]) => boolean;
	remark: string;
}

const isUser = ({ path }: ReadEndpoint) => path === '/user';
const isWholeList = ({ path, filter, flag }: ReadEndpoint) => path === '/user' && !filter && !flag;
const isOneUser = ({ path, filter }: ReadEndpoint) => path === '/user' && filter === 'id';

/** Of fewer events nothing can be told. */
const MANY_EVENTS = 20;

const UNCLEAR: Unclear[] = [
	{
		isOf: isUser,
		find: (users) =>
			users.some(({ enabled }) => enabled !== undefined && typeof enabled !== 'boolean'),
		remark:
			"'enabled' of some users says neither yes nor no: filters leave them out, and a change of the whole user is an error",
	},
	{
		isOf: isWholeList,
		find: (users) => users.length > 1 && users.every(({ enabled }) => enabled === false),
		remark:
			"Nobody in the list is enabled, so that the list may not say it: the filter 'Enabled' is an error",
	},
	{
		isOf: isOneUser,
		find: (users) =>
			users.some(({ accesslevels }) => !listOf(accesslevels).every((level) => hasId(level))),
		remark: 'Access levels of a user come without IDs: they cannot be added to or taken away',
	},
	{
		isOf: isOneUser,
		find: (users) =>
			users.some(
				({ pin }) => pin !== undefined && !(typeof pin === 'string' && /^\d+$/.test(pin.trim())),
			),
		remark: 'The PIN of a user is not shown in digits: a change of the whole user asks for it',
	},
	{
		isOf: isUser,
		find: (users) => users.some(({ email, phone }) => [email, phone].map(plainText).some(isMasked)),
		remark: 'Values of some users are masked: a change of the whole user asks for them',
	},
	{
		isOf: ({ path }) => path === '/doorstate',
		find: (doors) =>
			doors.some(({ battery_level: level }) => plainText(level) !== '') &&
			batteriesFrom(doors).every(({ battery_level: level }) => level === null),
		remark: 'No battery level can be read: Low Battery never comes',
	},
	{
		isOf: ({ holds, filter }) => holds === 'event' && !filter,
		find: (records) =>
			records.length >= MANY_EVENTS && eventsFrom(records).every((event) => !readOutcome(event)),
		remark:
			'None of the events is told to be a grant or a denial: Access Granted and Access Denied never come',
	},
];

/** Reference, user GET: `unid`; written it is `id`. */
function hasId(level: unknown): boolean {
	return isRecord(level) ? isId(level.id) || isId(level.unid) : isId(level);
}

const isId = (value: unknown) => Number.isSafeInteger(Number(value)) && Number(value) > 0;

/** Says what of the records of an answer is not understood. */
export function findUnclear(endpoint: ReadEndpoint, records: IDataObject[]): string[] {
	return UNCLEAR.flatMap(({ isOf, find, remark }) =>
		isOf(endpoint) && records.length > 0 && find(records) ? [remark] : [],
	);
}
