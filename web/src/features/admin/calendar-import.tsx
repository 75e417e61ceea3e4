import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { addressOf, api } from "../../api/client";
import type { Calendar } from "../../data/calendars";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, looks } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FileButton } from "../../ui/file-button";
import { FormError } from "../../ui/form";
import { Table } from "../../ui/table";
import type { Taken } from "./calendars";
import styles from "./calendars.module.css";

type Props = { calendar: Calendar; onDone: (now: Calendar) => Promise<void> };

// CalendarImport takes days off from a calendar file, after showing what is in it, and
// gives those of the calendar as one.
export function CalendarImport({ calendar, onDone }: Props) {
	const { t } = useLang();
	const [file, setFile] = useState<File | null>(null);
	const read = useMutation({
		mutationFn: ({ from, apply }: { from: File; apply: boolean }) => {
			const form = new FormData();
			form.set("file", from, from.name);
			form.set("apply", String(apply));
			return api.post<Taken>(`/calendars/${calendar.id}/import`, form, { version: calendar.version });
		},
		onSuccess: async (taken) => {
			if (!taken.calendar) return;
			setFile(null);
			await onDone(taken.calendar);
		},
	});
	const choose = (from: File | undefined) => {
		if (!from) return;
		setFile(from);
		read.mutate({ from, apply: false });
	};
	const found = read.data;
	return (
		<div className={styles.actions}>
			{calendar.can_edit && (
				<FileButton accept={[".ics", "text/calendar"]} icon="upload" small onFiles={(files) => choose(files[0])}>
					{t("calendar.import")}
				</FileButton>
			)}
			<a className={looks({ small: true })} href={addressOf(`/calendars/${calendar.id}/export.ics`)} download>
				{t("calendar.export")}
			</a>
			<Dialog
				title={t("calendar.importTitle", { name: file?.name ?? "" })}
				isOpen={file !== null}
				onClose={() => setFile(null)}
				wide
				actions={
					<>
						<Button onPress={() => setFile(null)}>{t("action.cancel")}</Button>
						<Button
							kind="primary"
							isPending={read.isPending}
							isDisabled={!found || found.added === 0}
							onPress={() => file && read.mutate({ from: file, apply: true })}
						>
							{t("calendar.take", { count: found?.added ?? 0 })}
						</Button>
					</>
				}
			>
				<FormError error={read.error} />
				{found && <p role="status">{t("calendar.found", { added: found.added, known: found.known })}</p>}
				{found && (
					<Table
						label={t("calendar.days")}
						rows={found.lines}
						keyOf={(l) => `${l.first} ${l.name}`}
						columns={[
							{ id: "name", title: t("calendar.dayName"), cell: (l) => l.name },
							{ id: "first", title: t("calendar.first"), cell: (l) => formatDay(dayFromISO(l.first)) },
							{ id: "last", title: t("calendar.last"), cell: (l) => formatDay(dayFromISO(l.last ?? l.first)) },
							{
								id: "known",
								title: t("calendar.state"),
								cell: (l) => t(l.known ? "calendar.known" : "calendar.fresh"),
							},
						]}
					/>
				)}
			</Dialog>
		</div>
	);
}
