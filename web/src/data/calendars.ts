import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import type { components } from "../api/schema";
import type { List } from "../api/types";
import type { Bilingual } from "../i18n/lang";
import { keys } from "./query-keys";

export type Calendar = Omit<components["schemas"]["CalendarOut"], "name" | "week"> & {
	name: Bilingual;
	week: string[][];
};
export type Calendars = List<Calendar> & { can_create: boolean };

// useCalendars reads the calendars that the person may see.
export function useCalendars() {
	return useQuery({ queryKey: keys.calendars, queryFn: () => api.get<Calendars>("/calendars") });
}
