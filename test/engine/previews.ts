import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { startEmulator } from '../../emulator/server';
import { call } from '../emulator/call';
import { cardOf, first, fobOf } from '../emulator/samples';
import { Engine, loadPackage, lockt, locktTrigger } from './engine';
import { ALLOWED, nodeParameters, writeSamples } from './writeSamples';

/** A JSON schema as n8n previews fields from. */
interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
	version?: number;
}

/** What nobody can know beforehand has no preview. */
const WITHOUT = ['system/apiCall'];

/**
 * The fields that every operation puts out, from what it puts out against the emulator.
 *
 * @returns by path below `__schema__`, e.g. v1.0.0/door/getMany; that of the trigger has no more than v1.0.0
 */
export async function previews(): Promise<Record<string, Schema>> {
	const emulator = await startEmulator({ readings: { pending: 'released' } });
	const { building } = emulator;
	const loaded = await loadPackage();
	const engine = new Engine(loaded, emulator.credential);
	await call(emulator, 'POST /delegate', {
		delegates: [
			{
				from_user_id: first(building.users).id,
				to_user_id: first(building.users, 1).id,
				access_expires: '2099-01-01 00:00:00',
				doors: [{ id: first(building.doors).id }],
			},
		],
	});
	const by = (value: number) => ({ __rl: true as const, mode: 'id', value });
	const parameters = {
		returnAll: true,
		atOrBelow: 100,
		objectType: 'user',
		user: by(fobOf(building).userId),
		fob: by(fobOf(building).id),
		credential: by(cardOf(building).id),
		accessLevel: by(first(building.accessLevels).id),
	};

	const changes = Object.fromEntries(
		writeSamples.map((sample) => [sample.operation.replace(' ', '/'), sample]),
	);
	const changed = async (name: string) => {
		const building = await startEmulator({ readings: { pending: 'released' } });
		const credential = { ...building.credential, ...ALLOWED };
		const given = changes[name]!.parameters(building.building);
		const node = lockt(nodeParameters(name.replace('/', ' '), given));
		const items = await new Engine(loaded, credential).run(node);
		await building.stop();
		return items;
	};

	const { properties } = loaded.nodeTypes['n8n-nodes-lockt.lockt']!.description;
	const schemas: Record<string, Schema> = {};
	for (const { displayOptions, options } of properties.filter(({ name }) => name === 'operation')) {
		const [resource] = displayOptions!.show!.resource as [string];
		for (const { value: operation } of options as INodePropertyOptions[]) {
			const name = `${resource}/${String(operation)}`;
			if (WITHOUT.includes(name)) continue;
			const items =
				name in changes
					? await changed(name)
					: await engine.run(lockt({ resource, operation, ...parameters }));
			if (items.length === 0) throw new Error(`${name} puts nothing out`);
			schemas[`v1.0.0/${name}`] = { ...schemaOf(items.map(({ json }) => json)), version: 1 };
		}
	}
	const items = [];
	for (const cause of ['accessGranted', 'accessDenied', 'lowBattery', 'batteryRecovered']) {
		const test = await engine.fetchTestEvent(locktTrigger({ triggerOn: [cause] }));
		items.push(...test.items);
	}
	schemas['v1.0.0'] = { ...schemaOf(items.map(({ json }) => json)), version: 1 };
	await emulator.stop();
	return schemas;
}

/** The schema that fits all of these values. */
function schemaOf(values: unknown[]): Schema {
	const known = values.filter((value) => value !== null && value !== undefined);
	if (known.every(Array.isArray) && known.length > 0) {
		const entries = known.flat();
		return { type: 'array', ...(entries.length > 0 && { items: schemaOf(entries) }) };
	}
	const [value] = known;
	if (typeof value === 'object') {
		const records = known as IDataObject[];
		const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
		const properties = names.map((name) => [name, schemaOf(records.map((record) => record[name]))]);
		return { type: 'object', properties: Object.fromEntries(properties) as Record<string, Schema> };
	}
	if (typeof value === 'number') {
		return { type: known.every(Number.isInteger) ? 'integer' : 'number' };
	}
	return { type: value === undefined ? 'null' : typeof value };
}
