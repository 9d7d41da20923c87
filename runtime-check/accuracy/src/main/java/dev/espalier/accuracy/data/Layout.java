package dev.espalier.accuracy.data;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the files of a data set are laid out. */
public enum Layout {
  /**
   * {@code leftImg8bit/val/bonn/X_leftImg8bit.png}, {@code gtFine/val/bonn/X_gtFine_labelIds.png}.
   */
  CITYSCAPES,

  /** {@code images/validation/ADE_val_1.jpg}, {@code annotations/validation/ADE_val_1.png}. */
  ADE20K,

  /** {@code JPEGImages}, {@code SegmentationClass}, and lists in {@code ImageSets/Segmentation}. */
  VOC,

  /** Two folders such as {@code images} and {@code labels}, at any depth. */
  FOLDERS;

  /** Finds the samples of one layout. */
  interface Files {
    /** Whether the files under a root are laid out so. */
    boolean fit(FileTree files);

    /**
     * The samples of a split, or of the layout's default.
     *
     * @throws dev.espalier.accuracy.DataException when there are none, or a file has no partner
     */
    Listing list(FileTree files, Optional<String> split);
  }

  /** The word on command lines and in configurations. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(Layout::text).toList();
  }

  /** The layout of files; folders when it is none of those with a name of their own. */
  static Layout of(FileTree tree) {
    return Arrays.stream(values()).filter(l -> l.files().fit(tree)).findFirst().orElse(FOLDERS);
  }

  Listing list(FileTree tree, Optional<String> split) {
    return files().list(tree, split);
  }

  private Files files() {
    return switch (this) {
      case CITYSCAPES -> new Cityscapes();
      case ADE20K -> new Ade20k();
      case VOC -> new PascalVoc();
      case FOLDERS -> new PairedFolders();
    };
  }
}
