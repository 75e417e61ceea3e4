import { useState } from "react";
import { useCan, useMe } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { Avatar } from "../../ui/avatar";
import { Button } from "../../ui/button";
import { Drawer } from "../../ui/drawer";
import { Loaded } from "../../ui/states";
import { Answers } from "./answers";
import { type Seer, useSeers } from "./explain";
import styles from "./rights.module.css";

// WhoSees lists who sees an object, and by which roles; for those whom one manages
// it also says why.
export default function WhoSees({ object, onClose }: { object: string; onClose: () => void }) {
	const t = useT();
	const seers = useSeers(object);
	return (
		<Drawer title={t("explain.who")} isOpen onClose={onClose}>
			<p className={styles.lead}>{t("explain.whoLead")}</p>
			<Loaded query={seers}>
				{(people) => (
					<>
						<p className={styles.count}>{t("explain.people", { count: people.length })}</p>
						<ul className={styles.people}>
							{people.map((p) => (
								<Person key={p.user.id} person={p} object={object} />
							))}
						</ul>
					</>
				)}
			</Loaded>
		</Drawer>
	);
}

function Person({ person, object }: { person: Seer; object: string }) {
	const t = useT();
	const me = useMe();
	const manages = useCan("user.manage");
	const [open, setOpen] = useState(false);
	const edits = (person.permissions ?? []).includes("project.edit");
	return (
		<li>
			<div className={styles.person}>
				<Avatar name={person.user.name} />
				<div className={styles.who}>
					<span className={styles.name}>{person.user.name}</span>
					{(person.roles ?? []).map((r) => (
						<span key={`${r.role.id} ${r.unit?.id ?? r.project?.id} ${r.group?.id ?? ""}`} className={styles.by}>
							{[r.role.name, r.unit?.name ?? t("explain.thisProject"), r.group?.name].filter(Boolean).join(" · ")}
						</span>
					))}
				</div>
				{edits && <span className={styles.mark}>{t("explain.edits")}</span>}
				{(manages || person.user.id === me.id) && (
					<Button
						small
						kind="quiet"
						onPress={() => setOpen(!open)}
						aria-expanded={open}
						aria-label={t("explain.whyPerson", { name: person.user.name })}
					>
						{t("explain.why")}
					</Button>
				)}
			</div>
			{open && <Answers object={object} user={person.user.id} />}
		</li>
	);
}
