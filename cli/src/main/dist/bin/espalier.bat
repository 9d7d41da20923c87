@echo off
rem Starts Espalier. JAVA_HOME chooses the Java; JAVA_OPTS and ESPALIER_OPTS add options to it.
setlocal disabledelayedexpansion
set "lib=%~dp0..\lib"
set "java="
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if not defined java for %%j in (java.exe) do set "java=%%~$PATH:j"
if not defined java goto none
if not exist "%java%" goto none

rem The version, where the installation says it.
set "full="
for %%j in ("%java%") do set "release=%%~dpj..\release"
if exist "%release%" for /f "usebackq tokens=1,2 delims==" %%a in ("%release%") do (
  if "%%a"=="JAVA_VERSION" set "full=%%~b"
)
set "version="
if defined full for /f "delims=.-+" %%v in ("%full%") do set "version=%%v"
if not defined version set "version=17"
if %version% lss 17 goto old

set "options=-XX:+UseSerialGC"
if %version% geq 22 set "options=%options% --enable-native-access=ALL-UNNAMED"
if %version% geq 23 set "options=%options% --sun-misc-unsafe-memory-access=allow"

rem Only training needs PyTorch, and what evaluates with it.
set "jars=%lib%\*"
set "TORCH_CPP_LOG_LEVEL=ERROR"
if "%~1"=="train" set "jars=%lib%\*;%lib%\pytorch\*"
if "%~1"=="search" set "jars=%lib%\*;%lib%\pytorch\*"
if "%~1"=="evaluate" set "jars=%lib%\*;%lib%\pytorch\*"
"%java%" %options% %JAVA_OPTS% %ESPALIER_OPTS% -cp "%jars%" dev.espalier.cli.Main %*
exit /b %errorlevel%

:none
echo espalier: needs Java 17 or later; set JAVA_HOME to it or put java on the PATH 1>&2
exit /b 2

:old
echo espalier: needs Java 17 or later, and "%java%" is version %full% 1>&2
exit /b 2
