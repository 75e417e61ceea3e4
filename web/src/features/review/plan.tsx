import { useState } from "react";
import { api } from "../../api/client";
import { useLookup } from "../../data/lookup";
import { useToday } from "../../data/me";
import { dayFromISO, isoOfDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Banner } from "../../ui/banner";
import { IconButton } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { NumberField } from "../../ui/number-field";
import { Section } from "../../ui/page";
import { TextField } from "../../ui/text-field";
import styles from "./prepare.module.css";
import { useTurn } from "./queries";
import type { Review } from "./types";

// Plan is what a review is beside its agenda: its name, its date, how long a
// project takes, and who is asked to it. Each change is kept at once.
export function Plan({ review: r }: { review: Review }) {
	const { t } = useLang();
	const today = useToday();
	const [name, setName] = useState(r.name);
	const change = useTurn(r.id, (body: Record<string, unknown>, now) =>
		api.patch<Review>(`/reviews/${now.id}`, body, now.version),
	);
	const fixed = !r.can_lead || r.state === "closed";
	const rename = () => {
		if (name.trim() && name !== r.name) change.mutate({ name });
		else setName(r.name);
	};
	return (
		<Section title={t("review.plan")}>
			<div className={styles.plan}>
				{change.error && <Banner tone="bad">{change.error.message}</Banner>}
				<TextField label={t("review.name")} value={name} onChange={setName} onBlur={rename} isDisabled={fixed} />
				<div className={styles.pair}>
					<DateField
						label={t("review.day")}
						value={dayFromISO(r.day)}
						onChange={(day) => change.mutate({ day: isoOfDay(day) })}
						today={today}
						isDisabled={fixed || r.state !== "draft"}
						required
					/>
					<NumberField
						label={t("review.each")}
						unit={t("review.min")}
						value={String(r.minutes)}
						min={0}
						max={480}
						onChange={(v) => change.mutate({ minutes: Number(v ?? 0) })}
						isDisabled={fixed}
					/>
				</div>
				<People review={r} fixed={fixed} onChange={(participants) => change.mutate({ participants })} />
			</div>
		</Section>
	);
}

type PeopleProps = { review: Review; fixed: boolean; onChange: (ids: string[]) => void };

function People({ review: r, fixed, onChange }: PeopleProps) {
	const { t } = useLang();
	const [typed, setTyped] = useState("");
	const found = useLookup("user", typed).options;
	const ids = r.participants.map((p) => p.id);
	return (
		<div className={styles.people}>
			<h3 className={styles.label}>{t("review.participants", { count: ids.length })}</h3>
			{ids.length === 0 && <p className={styles.quiet}>{t("review.noParticipants")}</p>}
			<ul className={styles.persons}>
				{r.participants.map((p) => (
					<li key={p.id} className={styles.person}>
						<Avatar name={p.name} />
						<span className={styles.grow}>{p.name}</span>
						{!fixed && (
							<IconButton
								icon="close"
								label={t("review.removePerson", { name: p.name })}
								onPress={() => onChange(ids.filter((id) => id !== p.id))}
								small
							/>
						)}
					</li>
				))}
			</ul>
			{!fixed && (
				<ComboBox
					key={ids.length}
					label={t("review.addPerson")}
					hideLabel
					placeholder={t("review.addPerson")}
					options={found.filter((o) => !ids.includes(o.id))}
					value={null}
					onType={setTyped}
					onChange={(id) => id && onChange([...ids, id])}
				/>
			)}
		</div>
	);
}
