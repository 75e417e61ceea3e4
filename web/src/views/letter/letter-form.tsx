import { useState } from "react";
import { useCan, useMe } from "../../data/me";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { Segmented } from "../../ui/segmented";
import { Select } from "../../ui/select";
import styles from "./letter.module.css";
import { type Subject, type Subscription, useSubscriptionWrites, type Wanted } from "./subscriptions";

const usual: Wanted = { every: "week", day: 1, hour: 7, format: "mail" };

type Props = {
	of: Subject;
	was: Subscription | undefined;
	// file: what may be attached; text: what is said of the letter
	file: "pdf" | "xlsx";
	text: string;
	onClose: () => void;
};

// LetterForm says when and how something comes by mail.
export function LetterForm({ of, was, file, text, onClose }: Props) {
	const { t, locale } = useLang();
	const [wanted, setWanted] = useState<Wanted>(was ?? usual);
	const { keep, stop } = useSubscriptionWrites();
	const exports = useCan("export.run");
	const me = useMe();
	const unsent = !me.instance.mail ? "summary.mail.off" : !me.email ? "summary.mail.nowhere" : null;
	const put = (changes: Partial<Wanted>) => setWanted({ ...wanted, ...changes });
	const { every, day, hour, format } = wanted;
	const days =
		every === "week"
			? Array.from({ length: 7 }, (_, i) => ({ id: String(i + 1), name: weekday(i, locale) }))
			: Array.from({ length: 28 }, (_, i) => ({ id: String(i + 1), name: String(i + 1) }));
	return (
		<div className={styles.fields}>
			<p>{text}</p>
			{was?.next && !unsent && <p>{t("summary.mail.next", { day: formatDay(dayFromISO(was.next), "long") })}</p>}
			{unsent && <Banner tone="warn">{t(unsent)}</Banner>}
			<FormError error={keep.error ?? stop.error} />
			<Segmented
				label={t("summary.mail.every")}
				value={every}
				onChange={(id) => put({ every: id as Wanted["every"], day: 1 })}
				options={[
					{ id: "week", name: t("summary.mail.week") },
					{ id: "month", name: t("summary.mail.month") },
				]}
			/>
			<Select
				label={t("summary.mail.day")}
				options={days}
				value={String(day)}
				onChange={(d) => put({ day: Number(d) })}
			/>
			<Select
				label={t("summary.mail.hour")}
				options={Array.from({ length: 24 }, (_, i) => ({ id: String(i), name: t("summary.mail.at", { hour: i }) }))}
				value={String(hour)}
				onChange={(h) => put({ hour: Number(h) })}
			/>
			{exports && (
				<Segmented
					label={t("summary.mail.format")}
					value={format}
					onChange={(f) => put({ format: f as Wanted["format"] })}
					options={[
						{ id: "mail", name: t("summary.mail.asMail") },
						{ id: file, name: t(file === "pdf" ? "summary.mail.asPdf" : "views.mail.asXlsx") },
					]}
				/>
			)}
			<footer className={styles.actions}>
				<Button
					kind="primary"
					isPending={keep.isPending}
					onPress={() =>
						keep.mutate(
							{ of, was, wanted: only(exports ? wanted : { ...wanted, format: "mail" }) },
							{ onSuccess: onClose },
						)
					}
				>
					{t(was ? "summary.mail.change" : "summary.mail.start")}
				</Button>
				{was && (
					<Button isPending={stop.isPending} onPress={() => stop.mutate(was, { onSuccess: onClose })}>
						{t("summary.mail.stop")}
					</Button>
				)}
			</footer>
		</div>
	);
}

function only({ every, day, hour, format }: Wanted): Wanted {
	return { every, day, hour, format };
}

// 5 January 2026 was a Monday.
function weekday(i: number, locale: string): string {
	const date = new Date(Date.UTC(2026, 0, 5 + i));
	return new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(date);
}
