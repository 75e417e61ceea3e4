// Loadable is what a part of the screen needs to know of a query.
export type Loadable<T> = { data: T | undefined; error: unknown; refetch: () => unknown };
