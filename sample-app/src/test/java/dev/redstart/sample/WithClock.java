package dev.redstart.sample;

import dev.redstart.test.RedstartTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;

/** The sample without a port, on an engine whose clock can be moved; one for all these tests. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(properties = "redstart.server.enabled=false")
@AutoConfigureMockMvc
@RedstartTest
@interface WithClock {}
