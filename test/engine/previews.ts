import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';
import { startEmulator, type Emulator } from '../../emulator/server';
import { call } from '../emulator/call';
import { first } from '../emulator/samples';
import { Engine, loadPackage, locktNode, triggerNode, type LoadedPackage } from './engine';
import { ALLOWED, nodeParameters } from './parameters';
import { readSamples } from './readSamples';
import { writeSamples } from './writeSamples';

/** A JSON schema as n8n previews fields from. */
interface Schema {
	type: string;
	properties?: Record<string, Schema>;
	items?: Schema;
	version?: number;
}

/** What nobody can know beforehand has no preview. */
const WITHOUT = ['system apiCall'];

/** What asks everything there is, and so no endpoint of its own. */
const NO_SAMPLE = { operation: 'system checkCompatibility', parameters: () => ({}) };

/**
 * The fields that every operation puts out, from what it puts out against the emulator.
 *
 * @returns by path below `__schema__`, e.g. v1.0.0/door/getMany; that of the trigger has no more than v1.0.0
 * @throws with the name of an operation that has no sample, fails, or puts nothing out
 */
export async function previews(): Promise<Record<string, Schema>> {
	const loaded = await loadPackage();
	const schemas: Record<string, Schema> = {};
	for (const operation of operationsOf(loaded)) {
		if (WITHOUT.includes(operation)) continue;
		const records = await recordsOf(loaded, operation).catch((error: unknown) => {
			throw new Error(`No preview of '${operation}': ${String(error)}`, { cause: error });
		});
		schemas[`v1.0.0/${operation.replace(' ', '/')}`] = { ...schemaOf(records), version: 1 };
	}
	schemas['v1.0.0'] = { ...schemaOf(await triggeredOf(loaded)), version: 1 };
	return schemas;
}

/** All operations on the canvas, e.g. door create */
function operationsOf({ nodeTypes }: LoadedPackage): string[] {
	const { properties } = nodeTypes['n8n-nodes-lockt.lockt']!.description;
	const lists = properties.filter(({ name }) => name === 'operation');
	return lists.flatMap(({ displayOptions, options }) => {
		const [resource] = displayOptions!.show!.resource as [string];
		return (options as INodePropertyOptions[]).map(({ value }) => `${resource} ${String(value)}`);
	});
}

/** What an operation puts out when it runs with its sample. */
async function recordsOf(loaded: LoadedPackage, operation: string): Promise<IDataObject[]> {
	const sample = [...readSamples, ...writeSamples, NO_SAMPLE].find(
		(one) => one.operation === operation,
	);
	if (!sample) throw new Error('it is neither in readSamples.ts nor in writeSamples.ts');
	return inBuilding(async (emulator) => {
		const { building } = emulator;
		if (operation === 'delegate getMany') await passAccessOn(emulator);
		const engine = new Engine(loaded, { ...emulator.credential, ...ALLOWED });
		const node = nodeParameters(operation, { returnAll: true, ...sample.parameters(building) });
		const items = await engine.run(locktNode(node));
		if (items.length === 0) throw new Error('it puts nothing out');
		return items.map(({ json }) => json);
	});
}

/** What the trigger shows of everything that it can be told to watch. */
function triggeredOf(loaded: LoadedPackage): Promise<IDataObject[]> {
	return inBuilding(async ({ credential }) => {
		const engine = new Engine(loaded, credential);
		const records: IDataObject[] = [];
		for (const cause of ['accessGranted', 'accessDenied', 'lowBattery', 'batteryRecovered']) {
			const { items } = await engine.fetchTestEvent(triggerNode({ triggerOn: [cause] }));
			records.push(...items.map(({ json }) => json));
		}
		return records;
	});
}

/** Does something in a building of its own, which is closed again whatever happens. */
async function inBuilding<T>(work: (emulator: Emulator) => Promise<T>): Promise<T> {
	const emulator = await startEmulator({ readings: { pending: 'released' } });
	try {
		return await work(emulator);
	} finally {
		await emulator.stop();
	}
}

/** Somebody lends their access to a door to somebody else. */
async function passAccessOn(emulator: Emulator): Promise<void> {
	const { users, doors } = emulator.building;
	await call(emulator, 'POST /delegate', {
		delegates: [
			{
				from_user_id: first(users).id,
				to_user_id: first(users, 1).id,
				access_expires: '2099-01-01 00:00:00',
				doors: [{ id: first(doors).id }],
			},
		],
	});
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
