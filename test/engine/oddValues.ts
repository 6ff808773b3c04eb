import type { INodeProperties } from 'n8n-workflow';
import type { Field } from '../../nodes/Lockt/fields/field';

/** What expressions may make of a field, by a name for it. */
export const oddValues: Record<string, unknown> = {
	undefined: undefined,
	null: null,
	'no text': '',
	'a blank': ' ',
	'an empty list': [],
	'a list of no text': [''],
	'a list of nothing': [null],
	'an empty object': {},
	'an object': { id: 0 },
	'a list of one': ['166'],
	'a nested list': [['166']],
	"'undefined'": 'undefined',
	"'null'": 'null',
	"'NaN'": 'NaN',
	"'[object Object]'": '[object Object]',
	"'undefined undefined'": 'undefined undefined',
	"'null, null'": 'null, null',
	"'Null'": 'Null',
	NaN: NaN,
	Infinity: Infinity,
	'0': 0,
	'-1': -1,
	"'0'": '0',
	"'-1'": '-1',
	'1.5': 1.5,
	"'1e3'": '1e3',
	"'0x10'": '0x10',
	'Arabic digits': '١٢',
	'beyond 2^53': 9007199254740993,
	'beyond 2^53 as text': '9007199254740993',
	'with blanks': '  166  ',
	'a number': 166,
	"'50'": '50',
	true: true,
	false: false,
	"'TRUE '": 'TRUE ',
	"'yes'": 'yes',
	'a choice in another case': 'clearall',
	'a date object': new Date('2099-01-15T12:00:00Z'),
	'a long text': 'a'.repeat(80_000),
};

/** What a value plainly says, where it does. */
export type Plain = { says: unknown } | undefined;

const isBlank = (value: unknown) =>
	value === undefined || value === null || (typeof value === 'string' && value.trim() === '');

const isExact = (value: unknown): value is string | number =>
	typeof value === 'string' ||
	(typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER);

const OF_NOTHING = [
	...['undefined', 'null', 'NaN', '[object Object]'],
	...['undefined undefined', 'null, null'],
];

/** A text that somebody may have meant as it stands. */
function plainText(value: unknown): string | undefined {
	if (!isExact(value) || isBlank(value)) return undefined;
	const text = String(value).trim();
	return OF_NOTHING.includes(text) ? undefined : text;
}

const saying = (says: unknown): Plain => (says === undefined ? undefined : { says });

function plainId(value: unknown): Plain {
	const text = plainText(value) ?? '';
	const isId = /^[1-9][0-9]*$/.test(text) && Number.isSafeInteger(Number(text));
	return isId ? { says: text } : undefined;
}

function plainDate(value: unknown): Plain {
	return saying(value instanceof Date ? value.toISOString() : plainText(value));
}

/** What a value plainly says in a field of the node; undefined where nothing may be sent. */
export function plainIn({ type, options = [] }: INodeProperties, value: unknown): Plain {
	const choices = options.map((option) => ('value' in option ? option.value : undefined));
	const text = plainText(value);
	switch (type) {
		case 'boolean':
			if (typeof value === 'boolean') return { says: value };
			return value === 'TRUE ' ? { says: true } : undefined;
		case 'number':
			return text !== undefined && /^-?[0-9]+$/.test(text) ? { says: Number(text) } : undefined;
		case 'options':
			// What comes from Lockt can be entered by an expression, too.
			if (choices.length === 0) return saying(text);
			return choices.includes(value as string) ? { says: value } : undefined;
		case 'dateTime':
			return plainDate(value);
		case 'json':
			return typeof value === 'object' && value !== null ? { says: value } : saying(text);
		case 'multiOptions':
			if (!Array.isArray(value)) return saying(text);
			return value.some((entry) => !isBlank(entry)) ? { says: value } : undefined;
		default:
			return saying(text);
	}
}

/** The same for what picks a record. @param mode e.g. locktId */
export function plainPick(mode: string, value: unknown): Plain {
	return mode === 'list' || mode === 'locktId' ? plainId(value) : saying(plainText(value));
}

/** The same for a column: a blank cell says as much as none. */
export function plainColumn({ holds }: Field, value: unknown): Plain {
	const text = plainText(value);
	const cells = Array.isArray(value) ? value : [value];
	if (cells.every((cell) => isBlank(cell) && cell !== undefined)) return { says: null };
	switch (holds.is) {
		case 'yesNo':
			if (['true', 'yes'].includes(String(value).trim().toLowerCase())) return { says: true };
			return value === false || text === '0' ? { says: false } : undefined;
		case 'date':
			return plainDate(value);
		case 'number':
			return value === undefined ? { says: null } : plainId(value);
		case 'one':
			// A number is the ID of what was chosen from the list; a text may be a name as well.
			if (typeof value === 'number') return plainId(value) && { says: value };
			return saying(text);
		case 'many':
			return Array.isArray(value) && !Array.isArray(value[0]) ? { says: value } : saying(text);
		default:
			return value === undefined ? { says: null } : saying(text);
	}
}
