package dev.espalier.accuracy.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.data.DataSets.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSetsTest {
  private static final byte[] PICTURE = Pngs.colour(2, 1, 0x102030);

  @TempDir private Path temporary;

  private Path folder(Map<String, byte[]> files) throws IOException {
    Path root = Files.createTempDirectory(temporary, "data");
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return root;
  }

  private Path tar(Map<String, byte[]> files) throws IOException {
    Path archive = Files.createTempFile(temporary, "data", ".tar");
    try (OutputStream file = Files.newOutputStream(archive);
        TarArchiveOutputStream out = new TarArchiveOutputStream(file)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> entry : new TreeMap<>(files).entrySet()) {
        TarArchiveEntry header = new TarArchiveEntry("./" + entry.getKey());
        header.setSize(entry.getValue().length);
        out.putArchiveEntry(header);
        out.write(entry.getValue());
        out.closeArchiveEntry();
      }
    }
    return archive;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> names(DataSet data) {
    return IntStream.range(0, data.size()).mapToObj(data::name).toList();
  }

  private static DataSet open(Path root) {
    return DataSets.open(root, Options.DEFAULTS);
  }

  private static final Map<String, byte[]> PLAIN =
      Map.of(
          "train/image/a.jpg", Pngs.jpeg(2, 1),
          "train/label/a.png", Pngs.indexed(8, 2, 3, 255),
          "val/image/b.png", PICTURE,
          "val/label/b.png", Pngs.indexed(8, 2, 0, 7),
          "val/image/.b.png", text("of a system"),
          "readme.txt", text("?"));

  @Test
  void foldersAndArchivesGiveTheSame() throws IOException {
    for (Path root : List.of(folder(PLAIN), tar(PLAIN))) {
      DataSet data = open(root);
      assertThat(names(data)).containsExactly("train/a", "val/b");
      assertThat(data.sample(1).labels().classes()).containsExactly(0, 7);
      assertThat(data.sample(1).picture().rgb()).startsWith(0x10, 0x20, 0x30);
      assertThat(data.sample(0).labels().classes()).containsExactly(3, LabelMap.IGNORE);
      assertThat(data.classes()).isEmpty();
    }
  }

  @Test
  void splitIsChosenByItsFolder() throws IOException {
    Path root = tar(PLAIN);
    assertThat(DataSets.splits(open(root))).containsExactly("train", "val");
    assertThat(names(DataSets.open(root, Options.DEFAULTS.withSplit("validation"))))
        .containsExactly("val/b");
    assertThatThrownBy(() -> DataSets.open(root, Options.DEFAULTS.withSplit("test")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no samples of the split 'test', only of train, val");
  }

  @Test
  void namesOfFoldersMayDiffer() throws IOException {
    Path beside = folder(Map.of("Images/x/1.png", PICTURE, "Masks/x/1.png", Pngs.grey(2, 1, 2)));
    assertThat(names(open(beside))).containsExactly("x/1");
    Path annotated =
        folder(
            Map.of(
                "CamVid/val/1.png", PICTURE,
                "CamVid/valannot/1.png", Pngs.grey(2, 1, 2),
                "CamVid/preview.png", PICTURE));
    assertThat(names(open(annotated))).containsExactly("CamVid/val/1");
  }

  @Test
  void classesMayHaveNames() throws IOException {
    Path root =
        folder(
            Map.of(
                "images/1.png", PICTURE,
                "labels/1.png", Pngs.grey(2, 1, 2),
                "classes.txt", text("sky\nroad\n\n")));
    assertThat(open(root).classes()).containsExactly("sky", "road");
  }

  @Test
  void ignoredLabelsAreChosen() throws IOException {
    Path root = folder(Map.of("images/1.png", PICTURE, "labels/1.png", Pngs.grey16(2, 255, 11)));
    Options options = new Options(Optional.empty(), Optional.empty(), Set.of(11));
    assertThat(DataSets.open(root, options).sample(0).labels().classes())
        .containsExactly(255, LabelMap.IGNORE);
  }

  @Test
  void fileWithoutPartnerIsNamed() throws IOException {
    Path picture = folder(Map.of("images/1.png", PICTURE, "labels/2.jpg", PICTURE));
    assertThatThrownBy(() -> open(picture))
        .isInstanceOf(DataException.class)
        .hasMessage(picture + ": there is no label picture for images/1.png (sample 1)");
    Path labels =
        folder(Map.of("labels/1.png", PICTURE, "labels/2.png", PICTURE, "images/2.bmp", PICTURE));
    assertThatThrownBy(() -> open(labels))
        .hasMessage(labels + ": there is no picture for labels/1.png (sample 1)");
  }

  @Test
  void twoPicturesOfOneNameAreRefused() throws IOException {
    Path root = folder(Map.of("images/1.png", PICTURE, "images/1.jpg", PICTURE));
    assertThatThrownBy(() -> open(root))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("images/1.jpg and images/1.png are two files for the sample 1");
  }

  @Test
  void sizesOfPictureAndLabelsMustMatch() throws IOException {
    Path root = folder(Map.of("images/1.png", PICTURE, "labels/1.png", Pngs.grey(1, 1, 2)));
    assertThatThrownBy(() -> open(root).sample(0))
        .isInstanceOf(DataException.class)
        .hasMessage("1: the picture has 2 x 1 pixels, its labels 1 x 2");
  }

  @Test
  void whatIsNoDataSetIsRefused() throws IOException {
    Path empty = folder(Map.of("notes/1.txt", text("?")));
    assertThatThrownBy(() -> open(empty)).hasMessageContaining("no samples there; wanted pictures");
    assertThatThrownBy(() -> open(empty.resolve("absent")))
        .hasMessageEndingWith("absent: there is no such folder or archive");
    Path compressed = empty.resolve("data.tar.gz");
    Files.write(compressed, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    assertThatThrownBy(() -> open(compressed)).isInstanceOf(DataException.class);
  }

  @Test
  void archiveThatEndsTooEarlyIsRefused() throws IOException {
    Path archive = tar(PLAIN);
    Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 700));
    assertThatThrownBy(() -> open(archive).sample(0)).isInstanceOf(DataException.class);
  }

  @Test
  void cityscapes() throws IOException {
    Path root =
        tar(
            Map.of(
                "city/leftImg8bit/val/bonn/bonn_1_leftImg8bit.png", Pngs.colour(4, 1, 0),
                "city/gtFine/val/bonn/bonn_1_gtFine_labelIds.png", Pngs.grey(4, 7, 33, 0, 26),
                "city/gtFine/val/bonn/bonn_1_gtFine_color.png", Pngs.colour(4, 1, 0),
                "city/leftImg8bit/train/ulm/ulm_1_leftImg8bit.png", PICTURE,
                "city/gtFine/train/ulm/ulm_1_gtFine_labelIds.png", Pngs.grey(2, 11, 8)));
    DataSet data = open(root);
    assertThat(names(data)).containsExactly("val/bonn/bonn_1");
    assertThat(data.classes()).hasSize(19).startsWith("road").endsWith("bicycle");
    assertThat(data.sample(0).labels().classes()).containsExactly(0, 18, LabelMap.IGNORE, 13);
    DataSet train = DataSets.open(root, Options.DEFAULTS.withSplit("train"));
    assertThat(train.sample(0).labels().classes()).containsExactly(2, 1);
  }

  @Test
  void cityscapesWithTrainIdsOnly() throws IOException {
    Path root =
        folder(
            Map.of(
                "leftImg8bit/val/bonn/bonn_1_leftImg8bit.png",
                PICTURE,
                "gtFine/val/bonn/bonn_1_gtFine_labelTrainIds.png",
                Pngs.grey(2, 18, 255)));
    assertThat(open(root).sample(0).labels().classes()).containsExactly(18, LabelMap.IGNORE);
  }

  @Test
  void ade20k() throws IOException {
    Path root =
        folder(
            Map.of(
                "images/validation/ADE_val_1.jpg",
                Pngs.jpeg(3, 1),
                "annotations/validation/ADE_val_1.png",
                Pngs.grey(3, 0, 1, 150),
                "images/training/ADE_train_1.jpg",
                Pngs.jpeg(2, 1),
                "annotations/training/ADE_train_1.png",
                Pngs.grey(2, 4, 5),
                "objectInfo150.txt",
                text(
                    "Idx\tRatio\tTrain\tVal\tStuff\tName\n"
                        + "1\t0.1\t1\t1\t1\twall, plain\n".repeat(150))));
    DataSet data = open(root);
    assertThat(names(data)).containsExactly("ADE_val_1");
    assertThat(data.sample(0).labels().classes()).containsExactly(LabelMap.IGNORE, 0, 149);
    assertThat(data.classes()).hasSize(150).containsOnly("wall");
    assertThat(DataSets.open(root, Options.DEFAULTS.withSplit("train")).name(0))
        .isEqualTo("ADE_train_1");
  }

  @Test
  void pascalVoc() throws IOException {
    Path root =
        folder(
            Map.of(
                "VOC2012/JPEGImages/2007_1.jpg", Pngs.jpeg(2, 1),
                "VOC2012/JPEGImages/2007_2.jpg", Pngs.jpeg(2, 1),
                "VOC2012/SegmentationClass/2007_1.png", Pngs.indexed(8, 2, 15, 255),
                "VOC2012/ImageSets/Segmentation/val.txt", text("2007_1\n"),
                "VOC2012/ImageSets/Segmentation/train.txt", text("2007_2\n")));
    DataSet data = open(root);
    assertThat(names(data)).containsExactly("2007_1");
    assertThat(data.sample(0).labels().classes()).containsExactly(15, LabelMap.IGNORE);
    assertThat(data.classes()).hasSize(21).startsWith("background");
    assertThatThrownBy(() -> DataSets.open(root, Options.DEFAULTS.withSplit("train")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("there is no VOC2012/SegmentationClass/2007_2.png");
    assertThatThrownBy(() -> DataSets.open(root, Options.DEFAULTS.withSplit("test")))
        .hasMessageContaining("there is no list VOC2012/ImageSets/Segmentation/test.txt")
        .hasMessageContaining("train.txt");
  }

  @Test
  void layoutMayBeChosen() throws IOException {
    Path root =
        folder(Map.of("images/ADE_1.png", PICTURE, "annotations/ADE_1.png", Pngs.grey(2, 0, 150)));
    Options folders =
        new Options(
            Optional.of(Layout.FOLDERS), Optional.empty(), Set.of(LabelMap.IGNORE_IN_FILES));
    assertThat(DataSets.open(root, folders).sample(0).labels().classes()).containsExactly(0, 150);
  }
}
