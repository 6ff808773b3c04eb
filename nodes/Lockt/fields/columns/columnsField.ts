import type {
	ILoadOptionsFunctions,
	INodeProperties,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { ask } from '../../api/client';
import { toFieldError, unlessRefused } from '../../api/errors';
import { askRecords } from '../../api/questions/records';
import { plainText } from '../../api/text/text';
import { isWritable, means, titleOf } from './columnNames';
import * as everyColumns from './columns';
import type { Columns } from './columns';
import type { Field, Holds } from '../field';
import { readChoices } from '../search';

/** The field in which a person maps their columns to the fields of a record, and what there is to know of them. */
export function columnsFields({ name, hint, fields }: Columns): INodeProperties[] {
	return [
		...(hint === undefined ? [] : [noticeOf('columnsNotice', hint)]),
		mapper(name),
		{
			...noticeOf('automaticNotice', describeNames(fields)),
			displayOptions: { show: { '/columns.mappingMode': ['autoMapInputData'] } },
		},
	];
}

/** The fields themselves have room for neither description nor example. */
const noticeOf = (name: string, displayName: string): INodeProperties => ({
	displayName,
	name,
	type: 'notice',
	default: '',
});

/** n8n says that the columns must be called as the fields. */
function describeNames(fields: Field[]): string {
	const examples = fields
		.flatMap(({ label, also: [name] = [] }) => (name ? [`"${name}" for ${label}`] : []))
		.slice(0, 2)
		.join(', ');
	const others = examples && `Other common names of a column are understood, too: ${examples}. `;
	return `${others}The run says which columns it took for what, and which it did not use.`;
}

function mapper(name: string): INodeProperties {
	return {
		displayName: 'Fields',
		name: 'columns',
		type: 'resourceMapper',
		noDataExpression: true,
		required: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			// n8n would show the fields of the operation before, and send what was entered in them.
			loadOptionsDependsOn: ['resource', 'operation'],
			resourceMapper: {
				resourceMapperMethod: name,
				mode: 'add',
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: true,
				supportAutoMap: true,
			},
		},
	};
}

/** What n8n asks for the fields behind `columnsFields`, by name. */
export const resourceMapping = Object.fromEntries(
	Object.values<Columns>(everyColumns).map((columns) => [
		columns.name,
		async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			try {
				if (!hasCredential(this)) return { fields: columns.fields.map(describePlainly) };
				const known = await Promise.all(columns.fields.map((field) => describeField(this, field)));
				return { fields: [...known, ...(await describeOthers(this, columns))] };
			} catch (error) {
				throw toFieldError(this.getNode(), error);
			}
		},
	]),
);

/** n8n asks for the fields of a node that was just added before it puts the credential into it. */
const hasCredential = (context: ILoadOptionsFunctions) =>
	context.getNode().credentials?.locktApi !== undefined;

async function describeField(
	context: ILoadOptionsFunctions,
	field: Field,
): Promise<ResourceMapperField> {
	if (field.holds.is !== 'one') return describePlainly(field);
	const options = await readChoices(context, field.holds.of);
	return { ...describePlainly(field), type: 'options', options };
}

/** As far as it is known without Lockt: what is chosen there is entered by its name. */
function describePlainly(field: Field): ResourceMapperField {
	const { id, holds, required = false, neededIfNew = false } = field;
	return {
		id,
		displayName: neededIfNew ? `${titleOf(field)} (Needed if New)` : titleOf(field),
		required,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		...inputOf(holds),
	};
}

/** n8n would start a switch as off, which nobody meant: so it is a choice. */
const YES_NO = [
	{ name: 'Yes', value: 'true' },
	{ name: 'No', value: 'false' },
];

function inputOf(holds: Holds): Pick<ResourceMapperField, 'type' | 'options'> {
	switch (holds.is) {
		case 'date':
			return { type: 'dateTime' };
		case 'number':
			return { type: 'number' };
		case 'yesNo':
			return { type: 'options', options: YES_NO };
		default:
			return { type: 'string' };
	}
}

/** Fields that Lockt itself names and the reference does not. A Lockt without the type names none. */
async function describeOthers(
	context: ILoadOptionsFunctions,
	{ objectType, fields }: Columns,
): Promise<ResourceMapperField[]> {
	const described =
		(await unlessRefused(
			askRecords(context, { path: '/object', query: { type: objectType } }, ask),
		)) ?? [];
	return described
		.map(({ property }) => plainText(property))
		.filter((id) => id !== '' && isWritable(id) && !fields.some((field) => means(id, field)))
		.map((id) => ({
			id,
			displayName: id,
			required: false,
			defaultMatch: false,
			canBeUsedToMatch: false,
			display: true,
			removed: true,
			type: 'string',
		}));
}
