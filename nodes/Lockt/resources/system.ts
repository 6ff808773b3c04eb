import { readOne } from '../execution/reads';
import type { Resource } from './operation';

export const system: Resource = {
	name: 'System',
	value: 'system',
	operations: [
		{
			name: 'Get Time',
			value: 'getTime',
			action: 'Get time of site',
			description: "Get the site's date, time and time zone",
			fields: [],
			run: readOne(() => ({ path: '/time' })),
		},
		{
			name: 'Ping',
			value: 'ping',
			action: 'Ping system',
			description: 'Check that Lockt can be reached and accepts the credential',
			fields: [],
			run: readOne(() => ({ path: '/ping' })),
		},
	],
};
