import { useState } from "react";
import { useAttributes } from "../../data/catalogue";
import { useLookup } from "../../data/lookup";
import { useToday } from "../../data/me";
import { isoOfDay } from "../../format/day";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { DateField } from "../../ui/date-field";
import { Segmented } from "../../ui/segmented";
import { TextField } from "../../ui/text-field";
import styles from "./composer.module.css";
import { useConclude } from "./queries";
import type { At, Review } from "./types";

type Props = { register: "decision" | "action"; review: Review; at: At; onClose: () => void };

// Composer takes a decision or an action down without leaving the page: what, who,
// by when. Enter keeps it, Escape lets it go.
export function Composer({ register, review: r, at, onClose }: Props) {
	const { t, lang } = useLang();
	const today = useToday();
	const project = r.items.find((i) => i.project.id === at)?.project;
	const [name, setName] = useState("");
	const [kind, setKind] = useState<string>("go");
	const [owner, setOwner] = useState<string | null>(null);
	const [due, setDue] = useState(0);
	const [typed, setTyped] = useState("");
	const kinds = useAttributes("decision").data?.find((a) => a.key === "kind")?.choices ?? [];
	const people = useLookup("user", typed).options;
	const conclude = useConclude(r.id);
	const save = () => {
		if (!name.trim()) return;
		conclude.mutate(
			{
				register,
				typed: {
					project: project?.id ?? "",
					name: name.trim(),
					...(register === "decision" ? { kind } : {}),
					owner: owner ?? "",
					due: due ? isoOfDay(due) : "",
				},
			},
			{ onSuccess: onClose },
		);
	};
	return (
		<form
			className={styles.composer}
			aria-label={t(`review.${register}`)}
			onSubmit={(e) => {
				e.preventDefault();
				save();
			}}
		>
			<header className={styles.head}>
				<h2 className={styles.title}>
					{t(`review.${register}`)}
					<span className={styles.of}>{project?.name ?? t("review.whole")}</span>
				</h2>
				{register === "decision" && (
					<Segmented
						label={t("review.kind")}
						options={kinds.filter((k) => !k.retired).map((k) => ({ id: k.key, name: pick(k.label, lang) }))}
						value={kind}
						onChange={setKind}
					/>
				)}
				<IconButton icon="close" label={t("action.close")} onPress={onClose} />
			</header>
			<div className={styles.fields}>
				<div className={styles.what}>
					<TextField
						label={t(register === "decision" ? "review.whatDecided" : "review.whatToDo")}
						value={name}
						onChange={setName}
						onKeyDown={(e) => {
							if (e.key !== "Enter") return;
							e.preventDefault();
							save();
						}}
						autoFocus
						required
					/>
				</div>
				<ComboBox label={t("review.owner")} options={people} value={owner} onType={setTyped} onChange={setOwner} />
				<DateField label={t("review.due")} value={due} onChange={setDue} today={today} />
				<Button kind="primary" type="submit" isPending={conclude.isPending} isDisabled={!name.trim()}>
					{t("review.keep")}
				</Button>
			</div>
			{conclude.error && (
				<p className={styles.error} role="alert">
					{conclude.error.message}
				</p>
			)}
		</form>
	);
}
