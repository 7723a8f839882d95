// SPDX-License-Identifier: Apache-2.0
package dev.baobab.generators.runners;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerialReaderTest {
  private static final String STX = "\u0002";
  private static final String ETX = "\u0003";
  private static final String ACK = "\u0006";
  private static final String NAK = "\u0015";

  private final Collected output = new Collected();
  private final SerialReader reader = new SerialReader(output);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 4096})
  void framesAreFoundHoweverTheBytesArrive(int chunk) {
    read("boot\r\n" + STX + "Ein Bär" + ETX + "12 tokens\n" + ACK + "bye\n", chunk);

    assertThat(output).hasToString("boot\r\n[Ein Bär]12 tokens\nbye\n");
    assertThat(new String(reader.generatedText(), StandardCharsets.UTF_8)).isEqualTo("Ein Bär");
    assertThat(reader.lines()).isEqualTo("boot\n12 tokens\nbye\n");
    assertThat(reader.verdict()).contains(true);
  }

  @Test
  void severalFramesAreOneText() {
    read(STX + "a" + ETX + "line" + STX + "b" + ETX, 1);

    assertThat(reader.generatedText()).asString().isEqualTo("ab");
  }

  @Test
  void textLongerThanAnyBufferArrivesWhole() {
    String text = "0123456789".repeat(2000);
    read(STX + text + ETX, 4096);

    assertThat(reader.generatedText()).asString().isEqualTo(text);
    assertThat(output).hasToString("[" + text);
  }

  @Test
  void nakIsAFailure() {
    read("E-MODEL-TRUNCATED\n" + NAK, 3);

    assertThat(reader.verdict()).contains(false);
  }

  @Test
  void noVerdictIsNone() {
    read("boot\n", 3);

    assertThat(reader.verdict()).isEmpty();
    assertThat(reader.decided().getCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 4096})
  void theFirmwaresEscapeSequencesAreDropped(int chunk) {
    read("\u001b[2J\u001b[01;01H\u001b[=3h\u001b(BBdsDxe\r\u001b[0m starting\n", chunk);

    assertThat(output).hasToString("BdsDxe\r starting\n");
  }

  @Test
  void aProgressLineIsDrawnOverAgain() {
    read("weights 10%\rweights 20%\r\n", 1);

    assertThat(output).hasToString("weights 10%\rweights 20%\r\n");
  }

  @Test
  void generatedTextKeepsItsEscapes() {
    read(STX + "a\u001b[1mb" + ETX, 2);

    assertThat(reader.generatedText()).asString().isEqualTo("a\u001b[1mb");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4096})
  void generatedTextHasTheModelsLineEnds(int chunk) {
    read(STX + "a\r\nb\rc\r\r\nd\r" + ETX + "line\r\n", chunk);

    assertThat(reader.generatedText()).asString().isEqualTo("a\nb\rc\r\nd\r");
    assertThat(output).hasToString("[a\nb\rc\r\nd\r]line\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 13, 4096})
  void anExceptionIsFoundAndItsDumpPassedOn(int chunk) {
    read(
        "boot\n!!!! X64 Exception Type - 06(#UD - Invalid Opcode)  CPU Apic ID - 00000000 !!!!\n"
            + "RIP  - 000000000E4B1000\n",
        chunk);

    assertThat(reader.exception())
        .contains("X64 Exception Type - 06(#UD - Invalid Opcode)  CPU Apic ID - 00000000");
    assertThat(reader.lines()).contains("RIP  - 000000000E4B1000");
  }

  @Test
  void anExceptionDecidesAlthoughTheMachineGoesOn() throws Exception {
    PipedOutputStream serial = new PipedOutputStream();
    InputStream in = new PipedInputStream(serial);
    Thread thread = new Thread(() -> reader.read(in));
    thread.start();
    serial.write("!!!! X64 Exception Type - 0D(#GP) !!!!\n".getBytes(StandardCharsets.US_ASCII));
    serial.flush();

    reader.decided().await();

    assertThat(reader.exception()).contains("X64 Exception Type - 0D(#GP)");
    serial.close();
    thread.join();
  }

  @Test
  void aLineIsAwaitedBehindTheLastOne() throws Exception {
    read("> one\n> zwölf\n", 3);

    int first = reader.awaitLine("> ", 0, 10);
    int second = reader.awaitLine("> ", first, 10);
    assertThat(first).isEqualTo(2);
    assertThat(second).isEqualTo(8);
    assertThat(reader.awaitLine("zwölf", second, 10)).isPositive();
    assertThat(reader.awaitLine("> ", second, 10)).isEqualTo(-1);
  }

  @Test
  void onlyTheLastOfVeryManyLinesAreKeptAndPositionsStayRight() throws Exception {
    String filler = "0123456789abcde\n".repeat(400_000);
    read(filler + "> end\n", 4096);

    assertThat(reader.lines().length()).isLessThan(filler.length());
    int found = reader.awaitLine("> end", filler.length(), 10);
    assertThat(found).isEqualTo(filler.length() + "> end".length());
  }

  @Test
  void anOutputThatFailsEndsTheWait() throws Exception {
    SerialReader failing =
        new SerialReader(
            KernelOutput.to(
                new OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    throw new IOException("Broken pipe");
                  }
                }));
    failing.read(new ByteArrayInputStream("boot\n".getBytes(StandardCharsets.US_ASCII)));

    failing.decided().await();
    assertThat(failing.failure())
        .hasValueSatisfying(why -> assertThat(why).contains("Broken pipe"));
  }

  private void read(String serial, int chunk) {
    byte[] bytes = serial.getBytes(StandardCharsets.UTF_8);
    reader.read(
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] buffer) {
            return read(buffer, 0, Math.min(chunk, buffer.length));
          }
        });
  }
}
