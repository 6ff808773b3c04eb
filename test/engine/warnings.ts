import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

/** What nodes have warned of in n8n's log during a test, in one text. */
export function useWarnings(): () => string {
	let warn: jest.SpyInstance;
	beforeEach(() => {
		warn = jest.spyOn(Container.get(Logger), 'warn');
	});
	afterEach(() => {
		warn.mockRestore();
	});
	return () => warn.mock.calls.map(([text]) => String(text)).join('\n');
}
