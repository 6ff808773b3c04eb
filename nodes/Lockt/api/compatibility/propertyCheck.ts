import type { IDataObject } from 'n8n-workflow';
import type { Finding, Words } from './findings';
import { recordsWithin } from '../records/forms';
import { propertiesOf, type Properties, type RecordName } from '../records/properties';
import { isKnownName } from '../records/vocabulary';

/** How the properties of records differ from those that the reference shows, by name. */
export interface Comparison {
	unknown: string[];
	/** Those that some records do not have. */
	missing: string[];
	findings: Finding[];
}

/** More of them than this are no properties, but names that something is listed by. */
const MOST_UNKNOWN = 10;

/** Compares records with what the reference shows of them, and says of anything else what it is made of. */
export function compareProperties(
	holds: RecordName,
	records: IDataObject[],
	words: Words,
): Comparison {
	const known = propertiesOf(holds);
	const { unknown, missing } = compare(records, known, '');
	const shown = unknown.length > MOST_UNKNOWN ? unknown.filter(isPlain) : unknown;
	const named = shown.filter((one) => isPlain(one) || isProperty(one, words));
	const hidden = unknown.length - named.length;
	const findings: Finding[] = [];
	if (known && unknown.length > 0) {
		findings.push({ remark: 'There are properties that the reference does not show' });
	}
	if (known && hidden > 0) {
		findings.push({
			remark: `Not named here, as it may be the name of somebody: ${hidden} of them`,
		});
	}
	if (missing.length > 0) {
		findings.push({ remark: 'Some properties that the reference shows are missing' });
	}
	return { unknown: named.map(({ path }) => path), missing, findings };
}

/** A property that the reference does not show. */
interface Unknown {
	/** With what it stands in, e.g. doors.zone */
	path: string;
	name: string;
	/** Whether so many records have it that it belongs to their kind. */
	isCommon: boolean;
}

function compare(
	records: IDataObject[],
	known: Properties | undefined,
	prefix: string,
): { unknown: Unknown[]; missing: string[] } {
	const counts = new Map<string, number>();
	for (const name of records.flatMap(Object.keys)) counts.set(name, (counts.get(name) ?? 0) + 1);
	const own = [...(known?.own ?? [])];
	const ofKind = own.filter(([name]) => counts.has(name)).length * 2 >= own.length;
	const unknown = [...counts]
		.filter(([name]) => !known?.own.has(name))
		.map(([name, count]) => ({
			path: prefix + name,
			name,
			isCommon: known !== undefined && ofKind && count > 1 && count * 2 >= records.length,
		}));
	const missing = own
		.filter(([name, always]) => always && (counts.get(name) ?? 0) < records.length)
		.map(([name]) => prefix + name);
	const within = [...(known?.within ?? [])].map(([name, inner]) =>
		compare(
			records.flatMap((record) => recordsWithin(record[name])),
			inner,
			`${prefix}${name}.`,
		),
	);
	return {
		unknown: [...unknown, ...within.flatMap((one) => one.unknown)],
		missing: [...missing, ...within.flatMap((one) => one.missing)],
	};
}

/** Whether a name is nobody's, whatever it stands for. */
const isPlain = ({ name }: Unknown) => isKnownName(name);

/** Whether a name is written as properties are, has its place in most records, and is no value elsewhere. */
function isProperty({ name, isCommon }: Unknown, words: Words): boolean {
	if (!isCommon || !/^[a-z][a-z\d]{0,29}(?:_[a-z\d]{1,29}){0,4}$/i.test(name)) return false;
	const parts = name.toLowerCase().split('_');
	return ![...parts, name.toLowerCase()].some((part) => part.length > 2 && words().has(part));
}
