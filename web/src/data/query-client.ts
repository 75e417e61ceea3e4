import { QueryClient } from "@tanstack/react-query";
import { Problem } from "../api/problem";

// newQueryClient keeps what was read for half a minute, shows it at once and
// refreshes behind. What the server refuses is not asked again; what did not
// reach it is, twice.
export function newQueryClient(): QueryClient {
	return new QueryClient({
		defaultOptions: {
			queries: {
				staleTime: 30_000,
				refetchOnWindowFocus: true,
				networkMode: "always",
				retry: (count, error) => count < 2 && error instanceof Problem && (error.offline || error.status === 503),
				retryDelay: (count) => 400 * 2 ** count,
			},
			mutations: { networkMode: "always" },
		},
	});
}
