import { useState } from "react";
import type { Id } from "../../api/types";
import { dayFromISO, formatDay, formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Checkbox } from "../../ui/checkbox";
import { Icon } from "../../ui/icon";
import type { IconName } from "../../ui/icon-shapes";
import { Segmented } from "../../ui/segmented";
import { Badge } from "../../ui/tag";
import styles from "./campaign.module.css";
import { type Campaign, type Item, useAnswer, useTake } from "./queries";

const parts = ["open", "keep", "withdraw", "all"] as const;
type Part = (typeof parts)[number];

const isIn = (part: Part, i: Item) =>
	part === "all" || (part === "open" ? i.answer === "" && !i.withdrawn_at : i.answer === part);

// shown is how many rights stand on the page at first.
const shown = 200;

// Items are the rights of a campaign, answered one by one or many together.
export function Items({ campaign: c }: { campaign: Campaign }) {
	const t = useT();
	const [part, setPart] = useState<Part>(c.answered < c.asked ? "open" : "all");
	const [ticked, setTicked] = useState<ReadonlySet<Id>>(new Set());
	const [more, setMore] = useState(1);
	const items = c.items.filter((i) => isIn(part, i));
	const page = items.slice(0, shown * more);
	const chosen = items.filter((i) => ticked.has(i.id));
	const tick = (id: Id, on: boolean) => {
		const next = new Set(ticked);
		if (on) next.add(id);
		else next.delete(id);
		setTicked(next);
	};
	const all = items.length > 0 && chosen.length === items.length;
	return (
		<>
			<div className={styles.tools}>
				<Segmented
					label={t("campaign.part")}
					options={parts.map((id) => ({
						id,
						name: t(`campaign.parts.${id}`, { count: String(c.items.filter((i) => isIn(id, i)).length) }),
					}))}
					value={part}
					onChange={(id) => {
						setPart(id as Part);
						setTicked(new Set());
					}}
				/>
				<Together campaign={c} items={chosen} onDone={() => setTicked(new Set())} />
			</div>
			{items.length === 0 ? (
				<p className={styles.none}>{t("campaign.noneHere")}</p>
			) : (
				<>
					<div className={styles.head}>
						<Checkbox
							isSelected={all}
							isIndeterminate={chosen.length > 0 && !all}
							onChange={(on) => setTicked(on ? new Set(items.map((i) => i.id)) : new Set())}
						>
							{t("campaign.chooseAll", { count: items.length })}
						</Checkbox>
					</div>
					<ul className={styles.items} aria-label={t("campaign.rights")}>
						{page.map((i) => (
							<Line key={i.id} campaign={c} item={i} ticked={ticked.has(i.id)} onTick={(on) => tick(i.id, on)} />
						))}
					</ul>
					{page.length < items.length && (
						<Button onPress={() => setMore(more + 1)}>
							{t("campaign.more", { count: items.length - page.length })}
						</Button>
					)}
				</>
			)}
		</>
	);
}

// Together acts on all that is ticked.
function Together({ campaign: c, items, onDone }: { campaign: Campaign; items: Item[]; onDone: () => void }) {
	const t = useT();
	const answer = useAnswer(c.id);
	const take = useTake(c.id, "withdraw");
	const back = useTake(c.id, "bring-back");
	const mine = ids(items.filter((i) => i.may_answer));
	const out = ids(
		items.filter((i) => !i.withdrawn_at && (i.answer === "withdraw" || (i.answer === "" && c.state === "closed"))),
	);
	const gone = ids(items.filter((i) => i.withdrawn_at));
	const done = take.data?.filter((o) => o.done).map((o) => o.item) ?? [];
	const stays = take.data?.filter((o) => !o.done).length ?? 0;
	return (
		<div className={styles.together}>
			{c.state === "open" && (
				<>
					<Button
						isDisabled={mine.length === 0}
						onPress={() => answer.mutate({ items: mine, answer: "keep" }, { onSuccess: onDone })}
					>
						{t("campaign.keepMany", { count: mine.length })}
					</Button>
					<Button
						isDisabled={mine.length === 0}
						onPress={() => answer.mutate({ items: mine, answer: "withdraw" }, { onSuccess: onDone })}
					>
						{t("campaign.withdrawMany", { count: mine.length })}
					</Button>
				</>
			)}
			{c.can_run && out.length > 0 && (
				<Button kind="danger" isPending={take.isPending} onPress={() => take.mutate(out, { onSuccess: onDone })}>
					{t("campaign.takeMany", { count: out.length })}
				</Button>
			)}
			{c.can_run && gone.length > 0 && (
				<Button isPending={back.isPending} onPress={() => back.mutate(gone, { onSuccess: onDone })}>
					{t("campaign.backMany", { count: gone.length })}
				</Button>
			)}
			{take.data && !back.data && (
				<Banner
					tone={stays > 0 ? "warn" : "good"}
					title={t("campaign.taken", { count: done.length })}
					action={
						done.length > 0 ? (
							<Button small isPending={back.isPending} onPress={() => back.mutate(done)}>
								{t("campaign.undo")}
							</Button>
						) : undefined
					}
				>
					{stays > 0 ? t("campaign.stay", { count: stays }) : undefined}
				</Banner>
			)}
		</div>
	);
}

const ids = (items: Item[]): Id[] => items.map((i) => i.id);

const icons: Record<string, IconName> = { grant: "role", delegation: "users", token: "token" };

type LineProps = { campaign: Campaign; item: Item; ticked: boolean; onTick: (on: boolean) => void };

function Line({ campaign: c, item: i, ticked, onTick }: LineProps) {
	const t = useT();
	const answer = useAnswer(c.id);
	const say = (said: "keep" | "withdraw") => answer.mutate({ items: [i.id], answer: i.answer === said ? "" : said });
	const used = i.last_used ? t("campaign.used", { day: formatInstant(i.last_used) }) : t("campaign.neverUsed");
	return (
		<li className={styles.item}>
			<Checkbox
				aria-label={t("campaign.choose", { name: i.holder, what: i.what })}
				isSelected={ticked}
				onChange={onTick}
			/>
			<Icon name={icons[i.kind] ?? "role"} />
			<div className={styles.words}>
				<span className={styles.main}>
					<strong>{i.holder}</strong>
					<span>{i.what}</span>
					{i.where && <span className={styles.note}>{i.where}</span>}
				</span>
				<span className={styles.note}>
					<span>{used}</span>
					{i.until && <span>{t("campaign.until", { day: formatDay(dayFromISO(i.until), "medium") })}</span>}
					{i.answered_by && (
						<span>
							{t("campaign.answeredBy", { name: i.answered_by.name, day: formatInstant(i.answered_at ?? "") })}
						</span>
					)}
					{i.own && <span>{t("campaign.own")}</span>}
					{i.stays && <span className={styles.stays}>{i.stays}</span>}
				</span>
			</div>
			<div className={styles.acts}>
				{i.withdrawn_at ? (
					<Badge>{t("campaign.withdrawn")}</Badge>
				) : i.gone ? (
					<Badge>{t("campaign.gone")}</Badge>
				) : i.may_answer ? (
					<>
						<Button
							small
							kind={i.answer === "keep" ? "primary" : undefined}
							aria-pressed={i.answer === "keep"}
							aria-label={t("campaign.keepOne", { name: i.holder, what: i.what })}
							onPress={() => say("keep")}
						>
							{t("campaign.keep")}
						</Button>
						<Button
							small
							kind={i.answer === "withdraw" ? "danger" : undefined}
							aria-pressed={i.answer === "withdraw"}
							aria-label={t("campaign.withdrawOne", { name: i.holder, what: i.what })}
							onPress={() => say("withdraw")}
						>
							{t("campaign.withdraw")}
						</Button>
					</>
				) : (
					i.answer && <Badge>{t(`campaign.said.${i.answer as "keep"}`)}</Badge>
				)}
			</div>
		</li>
	);
}
