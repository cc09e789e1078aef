package io.kinglet.conformance.rpl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kinglet.conformance.ask.Question;
import io.kinglet.conformance.ask.Transport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionListTest {

    @Test
    void questionsAreStepsThatExpectNothing() {
        List<Step> steps =
                QuestionList.read("questions", "; about\n\n5 a.test. A,AAAA\n7 b.test. TXT CH +norecurse +udp\n");
        assertThat(steps).extracting(Step::number).containsExactly(5, 7);
        assertThat(steps).extracting(Step::line).containsExactly(3, 4);
        Step.Ask first = (Step.Ask) steps.get(0);
        assertThat(first.expected().anything()).isTrue();
        assertThat(first.questions()).extracting(Question::echo).containsExactly("a.test. IN A", "a.test. IN AAAA");
        Step.Ask second = (Step.Ask) steps.get(1);
        assertThat(second.transports()).containsExactly(Transport.UDP);
        assertThat(second.questions()).singleElement().satisfies(question -> {
            assertThat(question.echo()).isEqualTo("b.test. CH TXT");
            assertThat(question.options().recursionDesired()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.test. A", "1 a.test.", "x a.test. A", "2 a. A\n2 b. A", "1 a. A +nosuch"})
    void whatIsNoQuestionIsToldWithItsLine(String text) {
        assertThatThrownBy(() -> QuestionList.read("questions", text))
                .isInstanceOf(CaseSyntaxException.class)
                .hasMessageMatching("(?s)questions:\\d: .*");
    }
}
