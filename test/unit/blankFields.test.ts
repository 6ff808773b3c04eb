import { NodeHelpers, type INode, type INodeProperties, type INodeType } from 'n8n-workflow';
import { checkField } from '../../nodes/Lockt/fields/checks';
import { Lockt } from '../../nodes/Lockt/Lockt.node';
import { LocktTrigger } from '../../nodes/Lockt/LocktTrigger.node';

const nodes: INodeType[] = [new Lockt(), new LocktTrigger()];

/** What people may add to a node, field by field. */
const added = nodes.flatMap((node) =>
	node.description.properties
		.filter(({ type }) => type === 'collection')
		.flatMap((collection) =>
			(collection.options as INodeProperties[]).map((field) => ({
				...{ node, collection, field },
				name: `${collection.name}.${field.name}`,
			})),
		),
);

const groups = added.filter(({ field }) => field.type === 'fixedCollection');

/** An entry in each list of a group, with what n8n's editor puts into a new one. */
const groupOf = ({ options = [] }: INodeProperties, count: number) =>
	Object.fromEntries(
		options.flatMap((list) =>
			'values' in list
				? [[list.name, Array.from({ length: count }, () => newEntry(list.values))]]
				: [],
		),
	);

const newEntry = (fields: INodeProperties[]) =>
	Object.fromEntries(fields.map((field) => [field.name, blankOf(field)]));

const blankOf = ({ type, default: blank }: INodeProperties) =>
	type === 'resourceLocator' ? { __rl: true, ...(blank as object) } : blank;

const EMPTY = [undefined, null, '', ' ', [], {}];

describe('a field that was added but holds nothing', () => {
	it.each(added)('stops the node: $name', ({ collection, field }) => {
		const isGroup = field.type === 'fixedCollection';
		for (const nothing of isGroup ? [...EMPTY, groupOf(field, 0)] : EMPTY) {
			const check = () => checkField({ [field.name]: nothing }, collection);
			expect(check).toThrow(`'${field.displayName}'`);
		}
	});

	it('says how to go on, where it is a group', () => {
		for (const { collection, field } of groups) {
			const error = {
				message: `'${field.displayName}' is blank`,
				description: `Use '${field.placeholder}', or remove the field. Nothing was sent to Lockt`,
			};
			const check = () => checkField({ [field.name]: {} }, collection);
			expect(check).toThrow(expect.objectContaining(error) as Error);
		}
	});
});

describe('a filter that holds nothing, in the editor', () => {
	const issuesOf = ({ node, collection, field }: (typeof added)[number], value?: unknown) => {
		const filled = value !== undefined && { [collection.name]: { [field.name]: value } };
		const onCanvas = {
			type: 'lockt',
			typeVersion: 1,
			parameters: filled || {},
		} as unknown as INode;
		const { description } = node;
		const { properties } = description;
		const issues = NodeHelpers.getNodeParametersIssues(properties, onCanvas, description);
		const sent = NodeHelpers.getNodeParameters(
			...([properties, onCanvas.parameters, false, false, onCanvas, description] as const),
		);
		return { issues: Object.keys(issues?.parameters ?? {}), sent };
	};

	it.each(groups)('keeps the node from running, where it is a group: $name', (one) => {
		const { issues, sent } = issuesOf(one, {});
		expect(issues).toEqual([`${one.field.name}IsBlank`]);
		// That is why: the node would never know.
		expect(sent?.[one.collection.name]).toEqual({});
	});

	/** n8n publishes a trigger as soon as the editor has nothing to complain of, and tries for 14 seconds. */
	const ofTrigger = added.filter(
		({ node, collection }) => node instanceof LocktTrigger && collection.name === 'filters',
	);
	const filters = ofTrigger.filter(({ field }) => field.type !== 'fixedCollection');

	const withValue = (field: INodeProperties, value: string) =>
		field.type === 'resourceLocator' ? { ...(blankOf(field) as object), value } : value;

	it.each(filters)('keeps the trigger from being published: $name', (one) => {
		expect(issuesOf(one, blankOf(one.field)).issues).toEqual([`${one.field.name}IsBlank`]);
	});

	it.each(filters)('is nothing to complain of where it holds something: $name', (one) => {
		expect(issuesOf(one).issues).toEqual([]);
		for (const value of ['17', '={{ $json.x }}']) {
			const { issues, sent } = issuesOf(one, withValue(one.field, value));
			expect(issues).toEqual([]);
			expect(sent).not.toHaveProperty(`${one.field.name}IsBlank`);
		}
	});

	it.each(ofTrigger.filter((one) => groups.includes(one)))(
		'says so of the first entry of a group, too: $name',
		(one) => {
			const { name } = one.field;
			const blank = groupOf(one.field, 1);
			expect(issuesOf(one, blank).issues).toEqual([
				expect.stringMatching(new RegExp(`^${name}\\w+IsBlank$`)),
			]);
			const filled = JSON.parse(
				JSON.stringify(blank).replaceAll('"value":""', '"value":"17"'),
			) as object;
			expect(filled).not.toEqual(blank);
			expect(issuesOf(one, filled).issues).toEqual([]);
		},
	);

	it.each(groups)('is nothing to complain of where a group is not there: $name', (one) => {
		expect(issuesOf(one).issues).toEqual([]);
	});
});
