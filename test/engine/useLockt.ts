import { clock } from '../clock';
import type { ICredentialDataDecryptedObject, IDataObject, INode } from 'n8n-workflow';
import { API, startEmulator, type Emulator, type EmulatorOptions } from '../../emulator/server';
import { Engine, loadPackage, locktNode, type LoadedPackage } from './engine';
import { jsonOf } from './output';
import { nodeParameters } from './parameters';

export interface LocktOptions extends EmulatorOptions {
	/** What the credential has besides the key. */
	credential?: ICredentialDataDecryptedObject;
}

/**
 * Gives each test of a file an emulator and an engine whose credential leads there, both by the clock
 * of the tests, and stops what still runs when the test is over, however it ends.
 */
export function useLockt({ credential, ...options }: LocktOptions = {}) {
	let loaded: LoadedPackage;
	let emulator: Emulator;
	let engine: Engine;
	const running = new Set<Emulator>();

	beforeAll(async () => {
		loaded = await loadPackage();
	});
	beforeEach(async () => {
		emulator = await startAnother(options);
		engine = new Engine(loaded, { ...emulator.credential, ...credential });
	});
	afterEach(async () => {
		await Promise.all([...running].map(stop));
	});

	async function startAnother(options: EmulatorOptions = {}): Promise<Emulator> {
		const started = await startEmulator({ now: clock.now, ...options });
		running.add(started);
		return started;
	}
	async function stop(one: Emulator): Promise<void> {
		running.delete(one);
		await one.stop();
	}

	const run = (
		operation: string,
		parameters: object = {},
		items?: IDataObject[],
		more: Partial<INode> = {},
	) => engine.run(locktNode(nodeParameters(operation, parameters), more), items);

	return {
		get emulator() {
			return emulator;
		},
		get building() {
			return emulator.building;
		},
		get engine() {
			return engine;
		},
		get loaded() {
			return loaded;
		},

		/** One more emulator, of which the credential knows nothing. */
		startAnother,

		/** From now on the credential leads to an emulator with these options instead. */
		reopen: async (changed: EmulatorOptions) => {
			await stop(emulator);
			emulator = await startAnother({ ...options, ...changed });
			Object.assign(engine.credential, emulator.credential);
		},

		/** Runs an operation, e.g. door create, over the items. */
		run,

		/** The records that an operation gets. */
		read: async (operation: string, parameters: object = {}) =>
			jsonOf(await run(operation, { returnAll: true, ...parameters })),

		/** What Lockt was asked so far, as the contract names it, e.g. GET /user?id=7 */
		asked: () => emulator.journal.map(({ method, url }) => `${method} ${url.replace(API, '')}`),

		/** The requests so far that change something. */
		changes: () => emulator.journal.filter(({ method }) => method !== 'GET'),
	};
}
