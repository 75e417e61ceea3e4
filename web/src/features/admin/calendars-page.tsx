import { useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import { type Calendar, type Calendars, useCalendars } from "../../data/calendars";
import { log } from "../../data/command-log";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { Pressable } from "../../ui/pressable";
import { Loaded } from "../../ui/states";
import { AdminFrame } from "./admin-frame";
import { CalendarForm } from "./calendar-form";
import styles from "./calendars.module.css";
import { SettingsHistory } from "./settings-history";
import { useOpen } from "./use-open";

// CalendarsPage is when there is work: that of the organisation, and those that say in
// what they differ from it; with a year of each.
export default function CalendarsPage() {
	const { t, lang } = useLang();
	const { open, panel, show, saved, create, close } = useOpen();
	const queries = useQueryClient();
	const calendars = useCalendars();
	const read = () => queries.invalidateQueries({ queryKey: keys.calendars });
	// turn makes a calendar what it was, over what it is now.
	const turn = async (id: string, to: number) => {
		const now = await api.get<Calendar>(`/calendars/${id}`).catch(() => null);
		const done = await api.post(`/calendars/${id}/revert`, { to }, { version: now?.version ?? 0 }).then(
			() => true,
			() => false,
		);
		await read();
		return done;
	};
	const kept = async (before: Calendar | null, now: Calendar | null) => {
		if (before && now) {
			log.add({
				what: pick(now.name, lang),
				undo: () => turn(now.id, before.version),
				redo: () => turn(now.id, now.version),
			});
		}
		if (!now) {
			// nothing more is asked of the one that is gone
			close();
			queries.setQueryData<Calendars>(
				keys.calendars,
				(c) => c && { ...c, items: c.items.filter((one) => one.id !== before?.id) },
			);
			await queries.invalidateQueries({ queryKey: keys.calendars, refetchType: "none" });
			return queries.invalidateQueries({ queryKey: keys.calendars, exact: true });
		}
		await read();
		saved(now.id);
	};
	return (
		<AdminFrame
			title={t("calendar.title")}
			lead={t("calendar.lead")}
			actions={
				calendars.data?.can_create && (
					<Button icon="plus" onPress={create}>
						{t("calendar.new")}
					</Button>
				)
			}
		>
			<Loaded query={calendars}>
				{(all) => {
					const current = open === "new" ? null : (all.items.find((c) => c.id === open) ?? all.items[0] ?? null);
					return (
						<div className={styles.page}>
							<nav aria-label={t("calendar.title")}>
								<ul className={styles.list}>
									{all.items.map((c) => (
										<li key={c.id}>
											<Pressable
												className={styles.entry}
												aria-current={c.id === current?.id ? "true" : undefined}
												onPress={() => show(c.id)}
											>
												{pick(c.name, lang)}
												<small>{about(c, t)}</small>
											</Pressable>
										</li>
									))}
								</ul>
								{current?.can_edit && (
									<SettingsHistory
										key={current.id}
										version={current.version}
										path={`/calendars/${current.id}/history`}
										keep={[...keys.calendars, current.id]}
										builtIn={current.standard ? t("calendar.shipped") : ""}
										restore={t("constant.restore")}
										onBack={(to) => turn(current.id, to).then(() => saved(current.id))}
									/>
								)}
							</nav>
							<CalendarForm
								key={`${current?.id ?? "new"} ${current?.version ?? 0} ${panel}`}
								calendar={current}
								all={all as Calendars}
								onSaved={kept}
								onClose={close}
							/>
						</div>
					);
				}}
			</Loaded>
		</AdminFrame>
	);
}

// about says whose a calendar is.
function about(c: Calendar, t: ReturnType<typeof useLang>["t"]): string {
	if (c.standard) return t("calendar.ofAll");
	if (c.project) return t("calendar.ofProject", { name: c.project.name });
	if (c.unit) return t("calendar.ofUnit", { name: c.unit.name });
	return t("calendar.from", { name: c.parent?.name ?? "" });
}
