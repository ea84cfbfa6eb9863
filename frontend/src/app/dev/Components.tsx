/** Every part and state on one page, to look at beside the reference pictures. Only in the dev build. */
import { useState } from "preact/hooks";
import { Bubble, SentState } from "../../ui/Bubble";
import { Button } from "../../ui/Button";
import { Card, Section } from "../../ui/Card";
import { Chip } from "../../ui/Chip";
import { Choice, Switch } from "../../ui/Choice";
import { Composer } from "../../ui/Composer";
import { Sheet } from "../../ui/Dialog";
import { Field, SelectPill } from "../../ui/Field";
import { GoalLine } from "../../ui/GoalLine";
import { Hero } from "../../ui/Hero";
import { ICONS, Icon, type IconName } from "../../ui/Icon";
import { Meter, Progress } from "../../ui/Meter";
import { Page } from "../../ui/Page";
import { PromiseLine } from "../../ui/PromiseLine";
import { Face, Row, RowList } from "../../ui/RowList";
import { Empty } from "../../ui/States";
import { StepLine } from "../../ui/StepLine";
import { TeamNote } from "../../ui/TeamNote";
import "./Components.css";

export default function Components() {
  return (
    <Page title="Components and states" width="broad">
      <div class="stack wide">
        <Buttons />
        <Section title="Chips: word and mark, then colour">
          <div class="dev-line">
            <Chip tone="due">Due today</Chip>
            <Chip tone="done">Done</Chip>
            <Chip icon="pencil">Tom is replying</Chip>
            <Chip tone="safety">Check in first</Chip>
          </div>
        </Section>
        <Section title="Message states">
          <div class="dev-line">
            <SentState state="waiting" />
            <SentState state="sent" time="4:41 pm" />
            <SentState state="read" time="2:10 pm" name="Tom" />
            <SentState state="failed" onRetry={() => undefined} />
          </div>
        </Section>
        <Forms />
        <Section title="Icons, one stroke">
          <div class="dev-line">
            {(Object.keys(ICONS) as IconName[]).map((name) => (
              <Icon key={name} name={name} label={name} />
            ))}
          </div>
        </Section>
        <div class="dev-phone stack">
          <Today />
          <Plan />
          <Thread />
        </div>
      </div>
    </Page>
  );
}

function Buttons() {
  return (
    <Section title="Buttons">
      <div class="dev-three">
        <Button>Primary</Button>
        <Button kind="second">Second choice</Button>
        <Button kind="quiet">Quiet choice</Button>
        <Button busy="Sending">Send</Button>
      </div>
    </Section>
  );
}

function Forms() {
  const [name, setName] = useState("Maya");
  const [answer, setAnswer] = useState<string | null>("several");
  const [on, setOn] = useState(true);
  return (
    <Section title="Form field">
      <div class="dev-three">
        <Field label="First name" value={name} onValue={setName} />
        <Field label="Phone" type="tel" value="555 0142" onValue={() => undefined} />
        <Field label="Birth date" value="31 / 02" onValue={() => undefined} error="February has no day 31" />
        <Empty title="Empty">No messages yet. Write to your team whenever you like.</Empty>
        <Card class="state">
          <h2>Loading</h2>
          <div class="still-bars">
            <span />
            <span />
          </div>
        </Card>
        <Empty title="Offline">You are offline. This is your week as of 4:12 pm.</Empty>
      </div>
      <div class="dev-phone stack">
        <Progress done={4} total={9} label="Question 4 of 9" />
        <Choice
          label="Feeling tired or having little energy?"
          value={answer}
          onValue={setAnswer}
          answers={[
            { value: "never", label: "Not at all" },
            { value: "several", label: "Several days" },
          ]}
        />
        <Switch on={on} onChange={setOn}>
          Ask without my name
        </Switch>
      </div>
    </Section>
  );
}

function Today() {
  return (
    <>
      <Hero
        when="Starts in 12 minutes"
        title="Skills group"
        second="5:00 to 6:30 pm, online, with Ana Ruiz"
        then={["Then 6:45 pm", "Process group, online"]}
      >
        <Button icon="video">Join</Button>
        <Button kind="second">Running late</Button>
      </Hero>
      <Card>
        <Meter done={9} total={12} minimum={9} />
      </Card>
      <RowList>
        <Row
          icon="page"
          title="Weekly check-in"
          second="About 3 minutes"
          end={<Chip tone="due">Today</Chip>}
          href="#a"
        />
        <Row icon="pencil" title="Thought record" second="Half done, and saved" end="By Mon" href="#b" />
        <Row
          mark={<Face name="Tom Becker" />}
          title="Tom Becker, nurse"
          second="“Thanks, Maya. Dinner is fine.”"
          href="#c"
        />
      </RowList>
    </>
  );
}

function Plan() {
  return (
    <>
      <Card>
        <h2>Where you are</h2>
        <StepLine
          label="Levels of care"
          steps={[
            { label: "PHP", state: "done" },
            { label: "5 days", state: "done" },
            { label: "3 days", state: "now" },
            { label: "2 days", state: "next" },
            { label: "Weekly", state: "next" },
          ]}
        />
      </Card>
      <Card>
        <h2 class="serif">Leave the house most days</h2>
        <GoalLine
          label="Leave the house most days"
          ratings={[
            { week: 1, you: 2, team: 3 },
            { week: 2, you: 3, team: 3 },
            { week: 3, you: 3, team: 4 },
            { week: 4, you: 5, team: 4 },
            { week: 5, you: 6, team: 5 },
          ]}
        />
      </Card>
    </>
  );
}

function Thread() {
  const [text, setText] = useState("One more thing");
  const [topic, setTopic] = useState("medication");
  const [open, setOpen] = useState(false);
  return (
    <>
      <Bubble mine state={<SentState state="read" time="2:10 pm" name="Tom" />}>
        The new tablets make me sleepy. Is with dinner OK?
      </Bubble>
      <Bubble name="Tom Becker" job="nurse" time="2:24 pm">
        Thanks, Maya. Dinner is fine.
      </Bubble>
      <Bubble mine waiting state={<SentState state="waiting" />}>
        And a letter for work, please
      </Bubble>
      <TeamNote title="Team note. Maya never sees this.">Dose went up on Monday.</TeamNote>
      <Card>
        <Composer
          value={text}
          onValue={setText}
          onSend={() => setOpen(true)}
          onAttach={() => undefined}
          label="Message"
          saved="Draft saved"
          promise={
            <PromiseLine why="Closed Monday. Not watched at night.">
              We expect to answer by Tue 10:30.
            </PromiseLine>
          }
          topic={
            <SelectPill
              label="Topic"
              value={topic}
              onValue={setTopic}
              options={[
                { value: "medication", label: "Medication" },
                { value: "schedule", label: "Schedule" },
              ]}
            />
          }
        />
      </Card>
      <Sheet open={open} onClose={() => setOpen(false)} title="A sheet">
        <p>Something to read.</p>
      </Sheet>
    </>
  );
}
