package dev.redstart.jobs.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redstart.jobs.ChildFailure;
import dev.redstart.jobs.Job;
import dev.redstart.jobs.JobFlow;
import dev.redstart.jobs.JobOptions;
import dev.redstart.jobs.JobPlace;
import dev.redstart.jobs.JobQueue;
import dev.redstart.jobs.JobQueues;
import dev.redstart.jobs.JobState;
import dev.redstart.jobs.NewJob;
import dev.redstart.jobs.script.Layout;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that wait for others, wherever the queues are. */
@Timeout(60)
@ParameterizedClass
@MethodSource("dev.redstart.jobs.JobPlaces#all")
class FlowTest {

  private final JobPlace place;
  private final JobQueues queues;
  private final JobQueue parents;
  private final JobQueue children;
  private final Workshop shop = new Workshop();

  FlowTest(JobPlace place) {
    this.place = place;
    this.queues = place.queues(Layout.AUTO);
    this.parents = queues.queue("parents");
    this.children = queues.queue("children");
  }

  @AfterEach
  void close() {
    shop.close();
    place.flush();
  }

  private static NewJob child(String name, @Nullable ChildFailure policy) {
    return new NewJob(
        name, 1, policy == null ? JobOptions.options() : JobOptions.options().onFailure(policy));
  }

  private static JobFlow of(NewJob... children) {
    JobFlow[] flows = new JobFlow[children.length];
    for (int i = 0; i < flows.length; i++) {
      flows[i] = JobFlow.of("children", children[i]);
    }
    return JobFlow.of("parents", new NewJob("parent", 1)).after(flows);
  }

  private void work() {
    JobHandler handler =
        job -> {
          if (job.name().equals("bad")) {
            throw new IllegalStateException("bad");
          }
          return job.name().equals("parent")
              ? new TreeSet<>(job.childrenValues().values()) + "" + job.childrenFailures().values()
              : job.name();
        };
    shop.worker(parents, handler);
    shop.worker(children, handler);
  }

  /** What is told of the parent. */
  private String parentsEnd(Job parent) throws InterruptedException {
    String told = shop.next();
    while (!told.contains(parent.id())) {
      told = shop.next();
    }
    return place.usual(told).replace(parent.id(), "parent");
  }

  @Test
  void aParentWaitsForItsChildren() throws Exception {
    Job parent = queues.add(of(child("a", null), child("b", null)));
    assertThat(parent.state()).contains(JobState.WAITING_CHILDREN);
    assertThat(children.count(JobState.WAITING)).isEqualTo(2);
    Job first = children.jobs(JobState.WAITING, 0, 1).get(0);
    assertThat(first.parentKey()).isEqualTo(place.here("bull:parents:" + parent.id()));
    String queueKey = parents.address().base();
    assertThat(first.field("parent"))
        .isEqualTo("{\"id\":\"" + parent.id() + "\",\"queueKey\":\"" + queueKey + "\"}");
    assertThat(place.events("bull:parents:events"))
        .contains("waiting-children jobId=" + parent.id());
    work();
    assertThat(parentsEnd(parent)).isEqualTo("completed parent [\"a\", \"b\"][]");
  }

  @Test
  void flowsMayBeDeep() throws Exception {
    JobFlow inner = of(child("a", null));
    Job root = queues.add(JobFlow.of("parents", new NewJob("parent", 1)).after(inner, inner));
    assertThat(parents.count(JobState.WAITING_CHILDREN)).isEqualTo(3);
    work();
    assertThat(parentsEnd(root)).isEqualTo("completed parent [\"[\\\"a\\\"][]\"][]");
  }

  @Test
  void failuresMeanWhatTheChildSays() throws Exception {
    work();
    Job fails = queues.add(of(child("bad", ChildFailure.FAILS_PARENT)));
    assertThat(parentsEnd(fails)).matches("failed parent child bull:children:\\S+ failed");
    Job goesOn = queues.add(of(child("bad", ChildFailure.IGNORED), child("a", null)));
    assertThat(parentsEnd(goesOn)).isEqualTo("completed parent [\"a\"][bad]");
    Job forgets = queues.add(of(child("bad", ChildFailure.REMOVED), child("a", null)));
    assertThat(parentsEnd(forgets)).isEqualTo("completed parent [\"a\"][]");
    Job atOnce = queues.add(of(child("bad", ChildFailure.CONTINUES_PARENT)));
    assertThat(parentsEnd(atOnce)).isEqualTo("completed parent [][bad]");
  }

  @Test
  void aParentLearnsThatAChildIsGone() throws Exception {
    Job parent = queues.add(of(child("a", null), child("b", null)));
    children.jobs(JobState.WAITING, 0, 9).get(0).remove();
    assertThat(parent.state()).contains(JobState.WAITING_CHILDREN);
    children.drain(false);
    assertThat(parent.state()).contains(JobState.WAITING);
    work();
    assertThat(parentsEnd(parent)).isEqualTo("completed parent [][]");
  }

  @Test
  void aJobMayAddItsChildrenItself() throws Exception {
    shop.worker(children, Job::name);
    shop.worker(
        parents,
        job -> {
          if (job.childrenValues().isEmpty()) {
            children.add("late", 1, JobOptions.options().parent(job));
            throw JobDeferredException.untilChildrenAreDone();
          }
          return job.childrenValues().values();
        });
    Job parent = parents.add("parent");
    while (parent.state().orElseThrow() != JobState.COMPLETED) {
      shop.next();
    }
    assertThat(parent.refreshed().orElseThrow().returnValue()).isEqualTo("[\"\\\"late\\\"\"]");
  }

  @Test
  void aFlowIsRemovedAsAWhole() {
    Job parent = queues.add(of(child("a", null), child("b", null)));
    assertThat(parent.remove()).isTrue();
    assertThat(children.count(JobState.WAITING)).isZero();
    assertThat(place.keys()).noneMatch(key -> key.contains(parent.id()));
  }
}
