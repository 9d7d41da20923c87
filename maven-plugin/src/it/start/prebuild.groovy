import dev.espalier.maven.ItModels
import java.nio.file.Files
import java.nio.file.StandardCopyOption

def root = new File(basedir, '../../../..').canonicalFile
def readme = new File(root, 'README.md').text

// The one block of README that is a whole build, as it stands there.
def build = readme =~ /(?s)```xml\n(<project.*?<\/project>\n)```/
assert build.count == 1
def copied = new File(basedir, 'readme')
ItModels.masked(new File(copied, 'model.onnx').toPath(), 1)
new File(copied, 'pom.xml').text = build[0][1]

def example = new File(root, 'examples/android-release').toPath()
Files.walk(example).filter { Files.isRegularFile(it) && !it.startsWith(example.resolve('target')) }.forEach {
  def to = new File(basedir, "android-release/${example.relativize(it)}").toPath()
  Files.createDirectories(to.parent)
  Files.copy(it, to, StandardCopyOption.REPLACE_EXISTING)
}
def model = new File(root, 'examples/src/main/resources/dev/espalier/examples/streets/supernet.onnx').toPath()
def stored = new File(localRepositoryPath, 'com/example/models/streets/1.0').toPath()
Files.createDirectories(stored)
Files.copy(model, stored.resolve('streets-1.0.onnx'), StandardCopyOption.REPLACE_EXISTING)

def pom = new File(basedir, 'pom.xml')
pom.text = pom.text.replace('<packaging>', '''<modules>
    <module>readme</module>
    <module>android-release</module>
  </modules>
  <packaging>''')

return true
