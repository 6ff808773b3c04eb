import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { shapes } from '../../../emulator/shapes';
import { newcomer } from '../../emulator/samples';
import { locktNode } from '../engine';
import { ALLOWED, columns } from '../parameters';
import { useLockt } from '../useLockt';

const lockt = useLockt({
	credential: ALLOWED,
	writeMs: 0,
	history: 20,
	readings: { pending: 'released' },
});

describe('the field mapping', () => {
	type Methods = Record<string, (this: ILoadOptionsFunctions) => Promise<ResourceMapperFields>>;
	async function fieldsOf(method: string, node = locktNode({})) {
		const { methods } = lockt.loaded.nodeTypes['n8n-nodes-lockt.lockt']!;
		const { [method]: load } = methods!.resourceMapping as unknown as Methods;
		return (await load!.call(lockt.engine.loadOptions(node))).fields;
	}

	it('has every field of a new user, custom ones included', async () => {
		const fields = await fieldsOf('newUser');
		expect(fields.filter(({ required }) => required).map(({ id }) => id)).toEqual([
			...Object.keys(newcomer),
		]);
		expect(fields.map(({ id }) => id)).toEqual(
			expect.arrayContaining(['card_num', 'accesslevels', 'custom1', 'custom4', 'enabled']),
		);
	});

	it.each(['newUser', 'anyUser', 'changedFob', 'newDoor', 'newAccessLevel'])(
		'are all there for %s before the node has a credential',
		async (method) => {
			const namesOf = (fields: ResourceMapperFields['fields']) => fields.map(({ id }) => id);
			const fields = await fieldsOf(method, { ...locktNode({}), credentials: {} });
			expect(lockt.emulator.journal).toEqual([]);
			expect(namesOf(fields)).toEqual(namesOf(await fieldsOf(method)));
			expect(fields.every(({ options }) => options?.length !== 0)).toBe(true);
		},
	);

	it('marks what somebody new needs where they may be there already', async () => {
		const marked = (await fieldsOf('anyUser')).filter(({ displayName }) =>
			displayName.endsWith(' (Needed if New)'),
		);
		expect(marked.map(({ id }) => id)).toEqual(Object.keys(newcomer));
		expect(marked.some(({ required }) => required)).toBe(false);
	});

	it('offers the locations of the site for a new door', async () => {
		const location = (await fieldsOf('newDoor')).find(({ id }) => id === 'location_id')!;
		expect(location.options).toHaveLength(lockt.building.locations.size);
	});

	it('shows the error when Lockt does not answer', async () => {
		lockt.emulator.faults = [{ kind: 'status500' }];
		await expect(fieldsOf('newDoor')).rejects.toMatchObject({ httpCode: '500' });
	});

	it('offers a field that only Lockt knows', async () => {
		const known = (await fieldsOf('newDoor')).map(({ id }) => id);
		shapes.door_create.push({ property: 'badge_color', datatype: 'text', description: '' });
		const fields = (await fieldsOf('newDoor')).map(({ id }) => id);
		shapes.door_create.pop();
		expect(fields).toEqual([...known, 'badge_color']);
	});

	it('sends a field that only Lockt knows', async () => {
		const schema = [{ id: 'badge_color' }];
		const given = columns({ name: 'Attic', badge_color: 'blue' });
		await lockt.run('door create', { columns: { ...given.columns, schema } });
		expect(lockt.changes()[0]!.body).toMatchObject({
			doors: [{ name: 'Attic', badge_color: 'blue' }],
		});
	});
});
