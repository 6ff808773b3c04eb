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
	Object.fromEntries(fields.map((field) => [field.name, field.default]));

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

describe('a group without entries, in the editor', () => {
	const issuesOf = ({ node, collection, field }: (typeof groups)[number], group?: object) => {
		const filled = group && { [collection.name]: { [field.name]: group } };
		const onCanvas = {
			type: 'lockt',
			typeVersion: 1,
			parameters: filled ?? {},
		} as unknown as INode;
		const { description } = node;
		const { properties } = description;
		const issues = NodeHelpers.getNodeParametersIssues(properties, onCanvas, description);
		const sent = NodeHelpers.getNodeParameters(
			...([properties, onCanvas.parameters, false, false, onCanvas, description] as const),
		);
		return { issues: Object.keys(issues?.parameters ?? {}), sent };
	};

	it.each(groups)('keeps the node from running: $name', (one) => {
		const { issues, sent } = issuesOf(one, {});
		expect(issues).toEqual([`${one.field.name}IsBlank`]);
		// That is why: the node would never know.
		expect(sent?.[one.collection.name]).toEqual({});
	});

	it.each(groups)('is nothing to complain of where there is none, or an entry: $name', (one) => {
		expect(issuesOf(one).issues).toEqual([]);
		const { issues, sent } = issuesOf(one, groupOf(one.field, 1));
		expect(issues).not.toContain(`${one.field.name}IsBlank`);
		expect(sent).not.toHaveProperty(`${one.field.name}IsBlank`);
	});
});
