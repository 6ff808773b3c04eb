import { causesOf, LocktError } from './errors';
import { isRecord } from './text/text';

/** No answer came in time. */
export function timeoutError(host: string): LocktError {
	return new LocktError(
		`Lockt at '${host}' took too long to answer`,
		'Try again in a few minutes. If it keeps happening, ask Lockt support',
		{ mayHaveArrived: true },
	);
}

/**
 * No answer came. Reads the network error's code wherever n8n's HTTP helper put it. That nothing was sent
 * is sure only of what goes wrong before there is a connection that could carry it.
 *
 * @param host the host of the Base URL, to be named
 */
export function connectionError(error: unknown, host: string): LocktError {
	const code = networkCode(error);
	switch (code) {
		case 'ENOTFOUND':
		case 'EAI_AGAIN':
			return new LocktError(
				`No server was found at '${host}'`,
				"Check 'Base URL' in the Lockt credential for typing errors, and that n8n can reach the internet",
			);
		case 'ECONNREFUSED':
			return unreachableError(host);
		case 'EHOSTUNREACH':
		case 'ENETUNREACH':
			return isOfConnecting(error) ? unreachableError(host) : brokenError(host);
		case 'ETIMEDOUT':
		case 'ECONNABORTED':
			return timeoutError(host);
		case 'ECONNRESET':
		case 'EPIPE':
		case 'ERR_BAD_RESPONSE':
			return brokenError(host);
		default:
			if (OF_CERTIFICATE.test(code)) {
				return new LocktError(
					`The security certificate of '${host}' is not trusted`,
					"Check 'Base URL' in the Lockt credential. If it is right, ask whoever runs n8n to add the certificate authority",
				);
			}
			if (/TLS|SSL|EPROTO/.test(code)) {
				return new LocktError(
					`The secure connection to '${host}' failed`,
					`Check that 'Base URL' in the Lockt credential names a server that speaks https, and the network between n8n and Lockt (${code})`,
					{ mayHaveArrived: true },
				);
			}
			return new LocktError(
				`The request to '${host}' failed`,
				`Check 'Base URL' in the Lockt credential and the network${code && ` (${code})`}`,
				{ mayHaveArrived: true },
			);
	}
}

/**
 * What Node.js calls a certificate that it does not accept, which it looks at before it sends anything. Other
 * trouble of a secure connection may come when the request has arrived.
 */
const OF_CERTIFICATE =
	/^(?:CERT_\w+|CRL_\w+|UNABLE_TO_\w+|\w*SELF_SIGNED\w*|ERR_TLS_CERT_\w+|ERROR_IN_C\w+|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH_EXCEEDED)$/;

/** Whether it was in connecting that it went wrong: several addresses may have been tried, each with its own error. */
function isOfConnecting(error: unknown): boolean {
	return causesOf(error).some(
		({ syscall, errors }) =>
			syscall === 'connect' ||
			(Array.isArray(errors) &&
				errors.length > 0 &&
				errors.every((one: unknown) => isRecord(one) && one.syscall === 'connect')),
	);
}

function unreachableError(host: string): LocktError {
	return new LocktError(
		`The server '${host}' could not be reached`,
		"Nothing was sent. Lockt or the internet may be down: try again later. If it never worked, check 'Base URL' in the Lockt credential and the firewall",
	);
}

function brokenError(host: string): LocktError {
	return new LocktError(
		`The connection to '${host}' broke before Lockt had answered in full`,
		'Try again in a few minutes. If it keeps happening, check the network between n8n and Lockt',
		{ mayHaveArrived: true },
	);
}

function networkCode(error: unknown): string {
	const codes = causesOf(error).map(({ code }) => code);
	return codes.find((code) => typeof code === 'string') ?? '';
}
